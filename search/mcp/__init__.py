"""The archive for language models, by the Model Context Protocol. Only `server` and `stdio` need the
package `mcp`."""
