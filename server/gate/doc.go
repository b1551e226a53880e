// Package gate is what every provider request passes before its handler, and the only place that writes provider
// bytes: journal, identify, body, then the steps of the vendor's own order (see provider.Dialect.Order), the handler,
// one write, and the closing of the journal's entry.
package gate
