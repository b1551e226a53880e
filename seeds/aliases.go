package seeds

import "gopkg.in/yaml.v3"

// bounded tells whether a document stays a document of reasonable size when its aliases are written out. A document
// without aliases always does: it is as large as its text.
func bounded(root *yaml.Node) bool {
	m := measure{sizes: map[*yaml.Node]int{}}
	written := m.size(root)
	return !m.endless && (!m.aliases || written <= maxNodes)
}

// measure counts the nodes below a node, aliases written out.
type measure struct {
	sizes            map[*yaml.Node]int // 0: being counted
	aliases, endless bool
}

func (m *measure) size(node *yaml.Node) int {
	if node.Kind == yaml.AliasNode {
		m.aliases = true
		return m.shared(node.Alias)
	}
	if node.Anchor != "" {
		return m.shared(node)
	}
	return m.own(node)
}

// shared counts a node that aliases may stand for, once.
func (m *measure) shared(node *yaml.Node) int {
	size, seen := m.sizes[node]
	if seen {
		m.endless = m.endless || size == 0
		return size
	}
	m.sizes[node] = 0
	size = m.own(node)
	m.sizes[node] = size
	return size
}

func (m *measure) own(node *yaml.Node) int {
	size := 1
	for _, child := range node.Content {
		size = min(size+m.size(child), maxNodes+1)
	}
	return size
}
