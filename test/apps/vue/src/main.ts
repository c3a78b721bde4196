/** A Vue shop: two routes, and a button that moves and goes. */
import "sipnet-call-button";
import { createApp } from "vue";
import { createRouter, createWebHistory } from "vue-router";
import App from "./App.vue";
import About from "./About.vue";
import Home from "./Home.vue";

const router = createRouter({
  history: createWebHistory("/vue/"),
  routes: [
    { path: "/", component: Home },
    { path: "/about", component: About },
  ],
});

createApp(App).use(router).mount("#app");
