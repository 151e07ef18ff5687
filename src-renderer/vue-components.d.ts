// For tools that do not read components themselves, such as the linter's type checker; vue-tsc knows their real types.
declare module '*.vue' {
  import type { Component } from 'vue'
  const component: Component
  export default component
}
