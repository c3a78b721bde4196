/** Every small fault that can be planted into a source: a comparison turned, a line dropped, a condition always true. */
import { parseSync } from "vite";

export interface Mutation {
  file: string;
  /** Offsets of what is replaced. */
  start: number;
  end: number;
  instead: string;
}

/** A node of the syntax tree, as far as it is looked at here. */
interface Node {
  type: string;
  start: number;
  end: number;
  [part: string]: unknown;
}

const turned: Record<string, string> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "&&": "||",
  "||": "&&",
};

/** Steps of a chain without which the rest may still run. */
const droppable = new Set(["filter", "sort", "toSorted", "slice", "trim", "toLowerCase", "flatMap", "reverse"]);

export function mutationsOf(file: string, source: string): Mutation[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} can't be read: ${errors[0]?.message}`);
  const found: Mutation[] = [];
  visit(program as unknown as Node, (node) => {
    for (const [start, end, instead] of faultsIn(node, source)) found.push({ file, start, end, instead });
  });
  return found;
}

type Fault = [start: number, end: number, instead: string];

function faultsIn(node: Node, source: string): Fault[] {
  const whole = (instead: string): Fault => [node.start, node.end, instead];
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
      return operatorFaults(node, source);
    case "IfStatement":
    case "ConditionalExpression": {
      const { start, end } = node.test as Node;
      return [
        [start, end, "true"],
        [start, end, "false"],
      ];
    }
    case "ExpressionStatement":
      return source.slice(node.start, node.end).startsWith("super(") ? [] : [whole(";")];
    case "Literal":
      if (typeof node.value === "number") return [whole(String(node.value + 1))];
      return typeof node.value === "boolean" ? [whole(String(!node.value))] : [];
    case "UnaryExpression":
      return node.operator === "!" ? [[node.start, node.start + 1, ""]] : [];
    case "ObjectExpression":
      return (node.properties as Node[]).map((each) => dropped(each, source));
    case "CallExpression":
      return chainFaults(node);
    default:
      return [];
  }
}

function operatorFaults(node: Node, source: string): Fault[] {
  const operator = String(node.operator);
  const instead = turned[operator];
  const from = (node.left as Node).end;
  const at = source.indexOf(operator, from);
  if (instead === undefined || at < 0 || at >= (node.right as Node).start) return [];
  return [[at, at + operator.length, instead]];
}

/** A member of an object, with the comma behind it. */
function dropped({ start, end }: Node, source: string): Fault {
  const comma = /^\s*,/.exec(source.slice(end))?.[0].length ?? 0;
  return [start, end + comma, ""];
}

function chainFaults(node: Node): Fault[] {
  const callee = node.callee as Node;
  const name = (callee.property as Node | undefined)?.name;
  if (callee.type !== "MemberExpression" || !droppable.has(String(name))) return [];
  return [[(callee.object as Node).end, node.end, ""]];
}

function visit(node: Node, look: (node: Node) => void): void {
  // Types are no part of what runs.
  if (node.type.startsWith("TS") && !/^TS(?:As|Satisfies|NonNull)/.test(node.type)) return;
  if (node.type === "ImportDeclaration") return;
  look(node);
  for (const part of Object.values(node)) {
    for (const each of Array.isArray(part) ? part : [part]) {
      if (isNode(each)) visit(each, look);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}
