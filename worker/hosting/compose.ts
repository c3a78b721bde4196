/** The compose file of one's own server: the Worker, and Caddy before it. */

export interface ComposeOptions {
  /** The clone, from where the compose file lies. */
  context: string;
  /** The folder that setup wrote, from where the compose file lies. */
  folder: string;
}

/**
 * Both are on the host's network: behind a published port every IPv6 visitor would be the bridge's one
 * address, and loopback is what the Worker trusts without being told.
 */
export function composeFile({ context, folder }: ComposeOptions): string {
  return `# Written by npm run setup.
services:
  worker:
    image: sipnet-call:latest
    build:
      context: ${context}
      dockerfile: worker/hosting/home/Dockerfile
    network_mode: host
    env_file: ${folder}/settings.env
    volumes: ["data:/data"]
    stop_grace_period: 4s
    restart: unless-stopped
    read_only: true
    tmpfs: ["/run/sipnet-call:uid=10001,mode=0700", "/tmp"]
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    mem_limit: 512m
    logging: { driver: local, options: { max-size: 10m, max-file: "5" } }
  # A copy of everything each night, kept a fortnight.
  backup:
    image: sipnet-call:latest
    depends_on: [worker]
    network_mode: none
    volumes: ["data:/data"]
    restart: unless-stopped
    read_only: true
    tmpfs: ["/run/sipnet-call:uid=10001,mode=0700", "/tmp"]
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    healthcheck: { disable: true }
    command: ["nightly"]
  caddy:
    image: caddy:2.10
    network_mode: host
    volumes: ["${folder}/Caddyfile:/etc/caddy/Caddyfile:ro", "caddy:/data"]
    restart: unless-stopped
version: "3.9"
volumes: { data: {}, caddy: {} }
`;
}
