namespace NeuralMemory.Yaml;

/// <summary>Changes a tree of mappings by an assignment from the command line, <c>training.steps=6000</c>.</summary>
public static class YamlOverride
{
    /// <summary>
    /// Sets the value at a dotted path, creating the mappings on the way. The value is YAML, so <c>length=[1, 20]</c> is a list. What is
    /// set bears the mark <c>--set training.steps=6000:1:column</c>, so that later problems with it name the override.
    /// </summary>
    /// <param name="root">The tree to change.</param>
    /// <param name="assignment"><c>path=value</c>.</param>
    /// <param name="diagnostics">Receives the problems; the tree is then unchanged.</param>
    /// <returns>Whether the value was set.</returns>
    public static bool Apply(YamlMapping root, string assignment, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(assignment);
        ArgumentNullException.ThrowIfNull(diagnostics);
        string file = $"--set {assignment.ReplaceLineEndings(" ")}";
        int equals = assignment.IndexOf('=');
        if (equals <= 0)
        {
            diagnostics.Add(new(file, 1, 1), "expected 'key=value', for example training.steps=6000");
            return false;
        }

        string[] path = assignment[..equals].Split('.');
        if (Array.Exists(path, string.IsNullOrWhiteSpace) || path.Length > YamlReader.MaxDepth)
        {
            diagnostics.Add(new(file, 1, 1), $"{Quoted.Text(assignment[..equals])} is not a path of names with dots between them");
            return false;
        }

        int before = diagnostics.Count;
        // The key's characters become spaces, so that columns count from the beginning of the assignment.
        string text = new string(' ', equals + 1) + assignment[(equals + 1)..];
        YamlNode? value = string.IsNullOrWhiteSpace(text)
            ? new YamlScalar(new(file, 1, equals + 2), "")
            : YamlReader.Read(file, text, diagnostics);
        return diagnostics.Count == before && Set(root, path, value!, column => new(file, 1, column), diagnostics);
    }

    /// <summary>Sets a value at a dotted path, creating the mappings on the way.</summary>
    /// <param name="root">The tree to change.</param>
    /// <param name="path">The path.</param>
    /// <param name="value">The value, with its own place.</param>
    /// <param name="mark">Where the path was written.</param>
    /// <param name="diagnostics">Receives the problems; the tree is then unchanged.</param>
    /// <returns>Whether the value was set.</returns>
    public static bool Set(YamlMapping root, string path, YamlNode value, SourceMark mark, Diagnostics diagnostics)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(diagnostics);
        string[] names = path.Split('.');
        if (!Array.Exists(names, string.IsNullOrWhiteSpace) && names.Length <= YamlReader.MaxDepth)
            return Set(root, names, value, _ => mark, diagnostics);
        diagnostics.Add(mark, $"{Quoted.Text(path)} is not a path of names with dots between them");
        return false;
    }

    private static bool Set(YamlMapping root, string[] path, YamlNode value, Func<int, SourceMark> markAt, Diagnostics diagnostics)
    {
        YamlMapping at = root;
        int column = 1;
        for (int i = 0; i < path.Length - 1; i++)
        {
            string key = path[i].Trim();
            SourceMark mark = markAt(column);
            YamlNode? next = at.Find(key)?.Value;
            if (next is null or YamlScalar { IsNull: true })
                at.Set(new(key, mark, next = new YamlMapping(mark)));
            if (next is not YamlMapping inner)
            {
                diagnostics.Add(mark, $"'{key}' is {next.Describe()} and has no keys to set");
                return false;
            }

            at = inner;
            column += path[i].Length + 1;
        }

        at.Set(new(path[^1].Trim(), markAt(column), value));
        return true;
    }
}
