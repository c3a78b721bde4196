/** A React shop: two routes, StrictMode, and a button that moves and goes. */
import "sipnet-call-button";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Link, Route, Routes } from "react-router";
import { Home } from "./home.tsx";

const root = document.querySelector("#app");
if (!root) throw new Error("The page has no #app");

createRoot(root).render(
  <StrictMode>
    <BrowserRouter basename="/react">
      <nav>
        <Link to="/">Home</Link> <Link to="/about">About</Link>
      </nav>
      <Routes>
        <Route index element={<Home />} />
        <Route path="about" element={<h1>About</h1>} />
      </Routes>
    </BrowserRouter>
  </StrictMode>,
);
