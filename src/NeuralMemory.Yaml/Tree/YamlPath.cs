namespace NeuralMemory.Yaml;

/// <summary>Finds values in a tree by dotted path.</summary>
public static class YamlPath
{
    /// <summary>The value at a path, or null.</summary>
    public static YamlNode? At(this YamlMapping root, string path)
    {
        YamlNode? at = root;
        foreach (string key in path.Split('.'))
            at = (at as YamlMapping)?.Find(key)?.Value;
        return at;
    }

    /// <summary>Whether anything but <c>null</c> was written at a path.</summary>
    public static bool Has(this YamlMapping root, string path) => root.At(path) is not (null or YamlScalar { IsNull: true });

    /// <summary>The mapping at a path; an empty one where nothing, or something else, was written.</summary>
    public static YamlMapping SectionAt(this YamlMapping root, string path) =>
        root.At(path) as YamlMapping ?? new YamlMapping(root.MarkOf(path));

    /// <summary>The place of a path, or, where it was not written, of the section that it would stand in.</summary>
    public static SourceMark MarkOf(this YamlMapping root, string path)
    {
        YamlMapping at = root;
        SourceMark mark = root.Mark;
        foreach (string key in path.Split('.'))
        {
            if (at.Find(key) is not { } entry)
                break;
            mark = entry.Value.Mark;
            if (entry.Value is not YamlMapping below)
                break;
            (at, mark) = (below, entry.Mark);
        }

        return mark;
    }
}
