/** The button in an Angular shop. Compiled apart, it only reloads here: there is no hot reload to prove. */
import { testShop } from "./shop-tests.ts";

testShop("angular", { hot: false });
