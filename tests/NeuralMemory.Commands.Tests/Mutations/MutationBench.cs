using System.Text;
using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

/// <summary>Runs the command on mutated files and with mutated arguments, and judges what it says.</summary>
internal sealed class MutationBench : IDisposable
{
    // What a step may cost that is made of a file that is still valid.
    private const long MostMemory = 64L << 20, MostSteps = 300;

    private static readonly string[] Budget =
    [
        "training.steps=1", "training.batch=2", "training.threads=1", "training.report=1", "evaluation.episodes=2", "evaluation.grid={}",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly (string Name, string Text)[] _tasks, _configs;
    private readonly CommandMutation _commands;

    public MutationBench()
    {
        Copy(Testing.Repository.Path("tasks"), _folder["tasks"]);
        _tasks = Read(_folder["tasks"], SearchOption.TopDirectoryOnly);
        _configs = Read(Testing.Repository.Path("configs"), SearchOption.AllDirectories);
        string tiny = _folder.WriteConfig(steps: 4);
        InProcess.Run("train", tiny, "--set", "training.checkpoint.every=2", "--out", _folder["runs", "run"], "--quiet").Expect(0);
        _commands = new(_folder.Path, _folder["runs", "run"], tiny);
        Directory.CreateDirectory(_folder["configs"]);
        Directory.CreateDirectory(_folder["mine"]);
        Copy(_folder["tasks", "corpora"], _folder["mine", "corpora"]);
    }

    /// <summary>A mutation, of a task, a config or a command line in turn, and what became of it.</summary>
    /// <param name="number">Which one: the same for the same number.</param>
    public MutationResult Try(int number)
    {
        Dice dice = new(number);
        return (number % 4) switch
        {
            0 or 2 => OfTask(number, dice),
            1 => OfConfig(number, dice),
            _ => OfCommand(number, dice),
        };
    }

    public void Dispose() => _folder.Dispose();

    private MutationResult OfTask(int number, Dice dice)
    {
        (string name, string text) = dice.Of(_tasks);
        string path = Write(_folder["mine", name], Mutate(text, dice, out string kinds));
        MutationResult result = new(number, "task", $"{name}: {kinds}");
        result.Add(InProcess.Run("task", "validate", path), "task", "validate");
        result.Add(InProcess.Run("task", "show", path), "task", "show");
        if (!result.IsRefused)
            result.Add(InProcess.Run("task", "preview", path), "task", "preview");
        string config = Write(_folder["mine", "config.yaml"], Encoding.UTF8.GetBytes($$"""
            name: mutated
            task: {{name}}
            machine: { kind: lstm, units: 4 }
            training: { steps: 1 }
            """));
        Train(config, result);
        return result;
    }

    private MutationResult OfConfig(int number, Dice dice)
    {
        (string name, string text) = dice.Of(_configs);
        string path = Write(_folder["configs", "config.yaml"], Mutate(text, dice, out string kinds));
        MutationResult result = new(number, "config", $"{name}: {kinds}");
        result.Add(InProcess.Run("config", "validate", path), "config", "validate");
        result.Add(InProcess.Run("config", "show", path), "config", "show");
        Train(path, result);
        return result;
    }

    private MutationResult OfCommand(int number, Dice dice)
    {
        string[] line = _commands.Next(dice);
        MutationResult result = new(number, "command line", string.Join(" ", line.Select(Yaml.Quoted.Text)));
        result.Add(InProcess.Run(line), line);
        return result;
    }

    /// <summary>What would be trained; and the first step of it, if that is a small one.</summary>
    private void Train(string config, MutationResult result)
    {
        string[] set = [.. Budget.SelectMany(setting => (string[])["--set", setting])];
        Outcome plan = InProcess.Run("train", config, "--dry-run", "--json");
        result.Add(plan, "train", "--dry-run");
        if (plan.ExitCode != ExitCodes.Done)
            return;
        Outcome budgeted = InProcess.Run(["train", config, "--dry-run", "--json", .. set]);
        result.Add(budgeted, "train", "--dry-run", "(small)");
        if (budgeted.ExitCode != ExitCodes.Done || !IsSmall(budgeted.Json))
            return;
        result.Add(InProcess.Run(["train", config, "--out", _folder["trained"], "--force", .. set]), "train");
        result.IsTrained = true;
        Directory.Delete(_folder["trained"], recursive: true);
    }

    private static bool IsSmall(JsonElement plan) => plan.GetProperty("max_length").GetInt64() <= MostSteps
        && plan.GetProperty("memory") is { ValueKind: JsonValueKind.Object } memory
        && memory.GetProperty("training").GetInt64() + memory.GetProperty("evaluation").GetInt64() <= MostMemory;

    private static byte[] Mutate(string text, Dice dice, out string kinds)
    {
        List<string> applied = [];
        for (int change = dice.Changes(); change > 0; change--)
        {
            (string kind, Func<string, Dice, string> apply) = dice.Of(TextMutation.All);
            text = apply(text, dice);
            applied.Add(kind);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && dice.Below(20) == 0)
        {
            bytes[dice.Below(bytes.Length)] = 0xFF;
            applied.Add("byte");
        }

        kinds = string.Join(", ", applied);
        return bytes;
    }

    private static string Write(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static (string Name, string Text)[] Read(string folder, SearchOption depth) =>
    [
        .. Directory.GetFiles(folder, "*.yaml", depth).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(folder, file), File.ReadAllText(file))),
    ];

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
