// Package express reads request bodies as the JSON reader of the web framework Express does (express.json() of Express 4,
// body-parser 1.20), for the vendors whose framework we infer it to be. What it does was measured, not read off:
// testdata/measure.js asks the framework, testdata/measured.json has its answers, and a test holds this package to them.
//
// It differs on purpose in one place: a body in UTF-7 is refused, where the framework would decode it.
package express
