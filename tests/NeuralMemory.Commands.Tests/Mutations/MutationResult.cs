namespace NeuralMemory.Commands.Tests;

/// <summary>What became of a mutation: what the commands said of it that no command should say.</summary>
/// <param name="number">Its number.</param>
/// <param name="kind">What was mutated.</param>
/// <param name="name">What was done to what.</param>
internal sealed class MutationResult(int number, string kind, string name)
{
    private readonly List<string> _faults = [];

    /// <summary>What was mutated: a task, a config or a command line.</summary>
    public string Kind { get; } = kind;

    /// <summary>Whether a command refused it.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Whether a step was trained.</summary>
    public bool IsTrained { get; set; }

    /// <summary>What is wrong; empty if nothing is.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Judges what a command said.</summary>
    public void Add(Outcome outcome, params string[] command)
    {
        IsRefused |= outcome.ExitCode == ExitCodes.Usage;
        string said = outcome.Out + outcome.Error;
        string? fault =
            said.Contains("unexpected:", StringComparison.Ordinal) ? "an internal error"
            : said.Contains("   at ", StringComparison.Ordinal) || said.Contains("Exception", StringComparison.Ordinal) ? "a stack trace"
            : outcome.ExitCode is < 0 or > 4 ? $"exit code {outcome.ExitCode}"
            : outcome.ExitCode == ExitCodes.Usage && outcome.Error.Length == 0 ? "a refusal without a word"
            : said.FirstOrDefault(c => char.IsControl(c) && c is not ('\n' or '\t' or '\r')) is not '\0' and var c
                || said.Contains('\0', StringComparison.Ordinal) ? "a control character"
            : null;
        if (fault is not null)
            _faults.Add($"mutation {number}, {Kind} {name}: {string.Join(' ', command.Take(3).Select(Yaml.Quoted.Text))} says {fault}: "
                + Yaml.Quoted.Harmless(outcome.Error.Length > 0 ? outcome.Error : outcome.Out));
    }
}
