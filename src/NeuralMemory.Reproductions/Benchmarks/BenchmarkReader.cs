using NeuralMemory.Experiments;
using NeuralMemory.Shipped;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Reproductions;

/// <summary>Reads the YAML of a benchmark, and checks what concerns more than one of its keys and the files that it names.</summary>
/// <param name="path">The file.</param>
/// <param name="diagnostics">Receives every problem.</param>
internal sealed class BenchmarkReader(string path, Diagnostics diagnostics)
{
    private const int LongestName = 100;

    /// <summary>The definition; null where the file cannot be understood, and that was reported.</summary>
    public BenchmarkDefinition? Read()
    {
        if (YamlReader.ReadFile(path, diagnostics)?.AsMapping(diagnostics) is not { } root)
            return null;
        if (root.Find("tasks") is null && root.Find("task") is not null && root.Find("machine") is not null)
        {
            diagnostics.Add(root.Mark, "this is the config of an experiment, not the file of a benchmark; it is trained by: train");
            return null;
        }

        int before = diagnostics.Count;
        BenchmarkDefinition definition = BenchmarkSchema.Root.Read(root, new(), "", diagnostics);
        if (diagnostics.Count > before)
            return null;
        if (definition.Machines.File is { } file)
            definition = definition with { Machines = ReadMachines(file, root.MarkOf("machines")) };
        if (TaskMetrics.Find(definition.Metric) is null)
            diagnostics.Add(root.MarkOf("metric"),
                $"'metric': unknown metric {Quoted.Text(definition.Metric)}{NearestName.Hint(definition.Metric, TaskMetrics.Names)}");
        definition = definition with { Machines = LeaveOut(definition, root) };
        CheckRates(definition, root);
        CheckMachines(definition, root);
        CheckTasks(definition, root);
        CheckPublished(definition, root);
        return diagnostics.Count > before ? null : definition;
    }

    /// <summary>The config of a task.</summary>
    /// <param name="file">The benchmark's file.</param>
    /// <param name="task">The task's name.</param>
    public static string ConfigOf(string file, string task) => Beside(file, task + ".yaml");

    /// <summary>Where each task is named.</summary>
    public static IReadOnlyList<SourceMark> MarksOfTasks(YamlMapping root) =>
        [.. Items(root, "tasks").Select(item => item is YamlMapping section ? section.MarkOf("name") : item.Mark)];

    private MachineList ReadMachines(string file, SourceMark mark)
    {
        string place = Beside(path, file);
        if (!File.Exists(place) && !ShippedFiles.Exists(place))
            diagnostics.Add(mark,
                $"'machines': there is no file {Quoted.Text(place)}; write its path from this file, or the machines by name");
        else if (YamlReader.ReadFile(place, diagnostics) is { } root)
            return new() { Machines = BenchmarkSchema.Machines.Read(root, new(), "", diagnostics).Machines };
        return new();
    }

    private MachineList LeaveOut(BenchmarkDefinition definition, YamlMapping root)
    {
        OrderedDictionary<string, YamlNode> left = new(definition.Machines.Machines);
        foreach (var (name, node) in definition.Without.Zip(Items(root, "without")))
            if (!left.Remove(name) && !diagnostics.Any)
                diagnostics.Add(node.Mark,
                    $"'without': there is no machine {Quoted.Text(name)}{NearestName.Hint(name, definition.Machines.Machines.Keys)}");
        return definition.Machines with { Machines = left };
    }

    private void CheckRates(BenchmarkDefinition definition, YamlMapping root)
    {
        IReadOnlyList<YamlNode> items = Items(root, "rates");
        for (int i = 1; i < items.Count; i++)
            if (definition.Rates.Take(i).Contains(definition.Rates[i]))
                diagnostics.Add(items[i].Mark, $"'rates': {definition.Rates[i]} is there already");
    }

    private void CheckMachines(BenchmarkDefinition definition, YamlMapping root)
    {
        if (definition.Machines.Machines.Count == 0 && !diagnostics.Any)
            diagnostics.Add(root.MarkOf("machines"), "'machines': there is none; a benchmark compares one at least");
        foreach (var (name, machine) in definition.Machines.Machines)
            if (!IsFolderName(name))
                diagnostics.Add(machine.Mark, $"'machines': a machine's name has letters, digits, '.', '-' and '_', at most {LongestName}, "
                    + $"found {Quoted.Text(name)}");
    }

    private void CheckTasks(BenchmarkDefinition definition, YamlMapping root)
    {
        IReadOnlyList<SourceMark> marks = MarksOfTasks(root);
        string[] known = [.. ConfigsBeside()];
        for (int i = 0; i < marks.Count; i++)
        {
            string name = definition.Tasks[i].Name;
            if (definition.Tasks.Take(i).Any(task => task.Name == name))
                diagnostics.Add(marks[i], $"'tasks': {Quoted.Text(name)} is there already");
            else if (!known.Contains(name))
                diagnostics.Add(marks[i], $"'tasks': there is no config {Quoted.Text(name + ".yaml")} beside this file"
                    + NearestName.Hint(name, known));
        }
    }

    private void CheckPublished(BenchmarkDefinition definition, YamlMapping root)
    {
        string[] tasks = [.. definition.Tasks.Select(task => task.Name)];
        foreach (YamlMapping row in Items(root, "published").OfType<YamlMapping>())
            foreach (YamlEntry figure in row.SectionAt("values").Entries.Where(figure => !tasks.Contains(figure.Key)))
                diagnostics.Add(figure.Mark,
                    $"'published.values': there is no task {Quoted.Text(figure.Key)}{NearestName.Hint(figure.Key, tasks)}");
    }

    private IEnumerable<string> ConfigsBeside()
    {
        string folder = Beside(path, "");
        string[] files = ShippedFiles.IsShipped(folder) ? [.. ShippedFiles.In(folder)]
            : [.. Directory.GetFiles(folder.Length == 0 ? "." : folder, "*.yaml").Order(StringComparer.Ordinal)];
        return files.Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => name != Path.GetFileNameWithoutExtension(path));
    }

    private static IReadOnlyList<YamlNode> Items(YamlMapping root, string key) => (root.At(key) as YamlSequence)?.Items ?? [];

    /// <summary>A path that is relative to a file, from where that one's is.</summary>
    private static string Beside(string file, string relative)
    {
        string folder = Path.GetDirectoryName(file) ?? "";
        if (ShippedFiles.IsShipped(file))
            return ShippedFiles.PathOf($"{folder}/{relative}");
        string place = Path.Combine(folder, relative);
        // Without steps to folders above, where it can be: it is told to users.
        return !relative.Contains("..", StringComparison.Ordinal) ? place
            : Path.IsPathRooted(place) ? Path.GetFullPath(place)
            : Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(place));
    }

    private static bool IsFolderName(string name) => name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
