using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Sweeps;

/// <summary>Reads the YAML of sweeps.</summary>
public static class SweepFile
{
    private const int LongestName = 100;

    /// <summary>Reads a definition; the config and its points are not looked at.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InvalidInputException">It is missing or wrong; every problem is in it.</exception>
    public static SweepDefinition Read(string file) => Read(file, out _);

    /// <summary>Makes a sweep of a definition, and checks all its points.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="folder">Where its runs are to be.</param>
    /// <param name="file">The file that it was read from; null where all is on the command line.</param>
    /// <exception cref="InvalidInputException">A point is wrong; every problem is in it, each once.</exception>
    public static Sweep Load(SweepDefinition definition, string folder, string? file)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Diagnostics diagnostics = new();
        YamlMapping? root = file is null ? null : YamlReader.ReadFile(file, diagnostics) as YamlMapping;
        CheckName(definition.Name, MarkOf(root, "name") ?? SourceMark.WholeFile(definition.Config), diagnostics);
        SweepSource? source = definition.Stored is { } stored && file is not null
            ? SweepSource.OfFolder(Path.GetDirectoryName(file) ?? "", definition, stored, diagnostics)
            : SweepSource.OfFiles(definition, file, MarkOf(root, "config") ?? default, diagnostics);
        Sweep? sweep = source is null || diagnostics.Any
            ? null
            : Sweep.Resolve(
                definition, folder, source, definition.Stored?.From ?? SweepFolder.WeightsIn(folder), key => MarkOf(root, key),
                diagnostics);
        sweep?.CheckWeights(diagnostics);
        diagnostics.ThrowIfAny();
        return sweep!;
    }

    /// <summary>Reads a definition, and its tree for the places of its keys.</summary>
    internal static SweepDefinition Read(string file, out YamlMapping root)
    {
        Diagnostics diagnostics = new();
        root = YamlReader.ReadFile(file, diagnostics)?.AsMapping(diagnostics) ?? new YamlMapping(default);
        if (root.At("config") is null && root.Find("task") is not null && root.Find("machine") is not null)
            diagnostics.Add(root.Mark, $"this is the config of an experiment, not the file of a sweep; it is varied by: "
                + $"sweep run --config {file} --sweep KEY=VALUES");
        diagnostics.ThrowIfAny();
        SweepDefinition definition = SweepSchema.Root.Read(root, new(), "", diagnostics);
        diagnostics.ThrowIfAny();
        return definition;
    }

    /// <summary>Where an axis, or a key of the sweep itself, was written in its file; null where it was not.</summary>
    internal static SourceMark? MarkOf(YamlMapping? root, string key)
    {
        if (root is null)
            return null;
        YamlMapping[] sections =
        [
            root,
            .. ((string[])["grid", "overrides", "random.keys", "paired"]).Select(root.At).OfType<YamlMapping>(),
            .. (root.At("paired") as YamlSequence)?.Items.OfType<YamlMapping>() ?? [],
        ];
        return sections.Select(section => section.Find(key)).FirstOrDefault(entry => entry is not null)?.Mark;
    }

    private static void CheckName(string name, SourceMark mark, Diagnostics diagnostics)
    {
        if (name.Length > LongestName || name.Length == 0 || !char.IsAsciiLetterOrDigit(name[0])
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            diagnostics.Add(mark, $"'name': expected letters, digits, '.', '-' and '_', at most {LongestName}, found {Quoted.Text(name)}");
    }
}
