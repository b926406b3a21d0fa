using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>The options that several commands share.</summary>
internal static partial class Options
{
    private const int MostThreads = 1024;

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary><c>--csv</c>.</summary>
    public static Option<bool> Csv() => new("--csv") { Description = "Print comma-separated values, for data frames and spreadsheets" };

    /// <summary>Refuses options that each ask for another form of the output.</summary>
    public static void RefuseBoth(CommandResult result, params Option<bool>[] forms)
    {
        string[] given = [.. forms.Where(form => result.GetValue(form)).Select(form => form.Name)];
        if (given.Length > 1)
            result.AddError($"{string.Join(" and ", given)} ask for two forms of one output; give one of them");
    }

    /// <summary><c>--quiet</c>.</summary>
    public static Option<bool> Quiet() => new("--quiet") { Description = "Print only how it ended" };

    /// <summary><c>--strict</c>.</summary>
    public static Option<bool> Strict() => new("--strict")
    {
        Description = "Do not go on where this process computes other last bits, as with other vectors; else a warning says so",
    };

    /// <summary><c>--set KEY=VALUE</c>, as often as one likes.</summary>
    public static Option<string[]> Set(string description, string example) => new("--set")
    {
        Description = $"{description}, as in --set {example}; may be repeated",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary><c>--threads</c>.</summary>
    public static Option<long?> Threads() =>
        Whole("--threads", "How many threads compute; changes no bit of what the native engine computes", 1, MostThreads);

    /// <summary><c>--engine</c>; null for the config's.</summary>
    public static Option<EngineConfig?> Engine(string description) => new("--engine")
    {
        Description = $"{description}: native, torch or torch:DEVICE, as in torch:cuda",
        HelpName = "ENGINE",
        CustomParser = result =>
        {
            if (EngineConfig.Parse(result.Tokens[^1].Value) is { } engine)
                return engine;
            result.AddError("'--engine': expected native, torch or torch:DEVICE, where DEVICE is cpu, cuda, cuda:1, ... or mps, "
                + $"found '{result.Tokens[^1].Value}'");
            return null;
        },
    };

    /// <summary>The changes of a config for which <c>--threads</c> and <c>--engine</c> stand.</summary>
    public static IEnumerable<string> ChangesBy(long? threads, EngineConfig? engine) =>
    [
        .. threads is { } count ? (string[])[$"training.threads={count}"] : [],
        .. engine is { } chosen ? (string[])[chosen.ToAssignment()] : [],
    ];

    /// <summary><c>--beam</c>; null for the task's own.</summary>
    public static Option<long?> Beam() => Whole(
        "--beam", "How many of its own answers are kept side by side, where answers come back; 1 is greedy; the task's number if not given",
        1, TaskFeedback.MostBeam);

    /// <summary><c>--grid NAME=[VALUE,...]</c>, as often as one likes.</summary>
    public static Option<string[]> Grid()
    {
        Option<string[]> option = new("--grid")
        {
            Description = "Measure at each of several values, as in --grid length=[10,20]; may be repeated: every combination is measured",
            HelpName = "NAME=[VALUES]",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
                if (!Axis().IsMatch(token.Value))
                    result.AddError($"'--grid': expected a list of values, as in length=[10,20], found '{token.Value}'");
        });
        return option;
    }

    /// <summary><c>--poke POKE</c>, as often as one likes.</summary>
    public static Option<string[]> Poke() => Repeated("--poke", "POKE",
        "Change something in the episode: input:STEP:COLUMN=VALUE, source:STEP:COLUMN=VALUE, memory:STEP:SLOT:COLUMN=VALUE, "
        + "clamp:GATE=VALUE or head:WEIGHTS[HEAD]@STEP=SLOT; may be repeated");

    /// <summary><c>--clamp GATE=VALUE</c>, as often as one likes.</summary>
    public static Option<string[]> Clamp() => Repeated("--clamp", "GATE=VALUE",
        "Set what the heads are told, as in --clamp write/gates=0 or --clamp heads/gates[1]@12..20=0; may be repeated; the result is not "
        + "kept in the run");

    private static Option<string[]> Repeated(string name, string form, string description) => new(name)
    {
        Description = description,
        HelpName = form,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    /// <summary><c>--checkpoint</c> where the best one can be asked for too; the latest where it is not given.</summary>
    public static Option<CheckpointChoice> Checkpoint() => new("--checkpoint")
    {
        Description = "The step to measure, or 'best' for the best of the run; the latest if not given",
        HelpName = "N|best",
        CustomParser = result => result.Tokens[^1].Value == CheckpointChoice.BestWord
            ? CheckpointChoice.Best
            : ReadWhole(result, "--checkpoint", 0, long.MaxValue, " or 'best'") is { } step ? new(step) : CheckpointChoice.Latest,
    };

    /// <summary>One of the words of an enumeration.</summary>
    public static T Choice<T>(ArgumentResult result, string name)
        where T : struct, Enum
    {
        string text = result.Tokens[^1].Value;
        foreach (T value in Enum.GetValues<T>())
            if (YamlValues.NameOf(value) == text)
                return value;
        result.AddError($"'{name}': expected {string.Join(", ", Enum.GetValues<T>().Select(YamlValues.NameOf))}, found '{text}'");
        return default;
    }

    /// <summary>An option that takes a whole number; null when it is not given.</summary>
    public static Option<long?> Whole(string name, string description, long min = long.MinValue, long max = long.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => ReadWhole(result, name, min, max),
    };

    /// <summary>A name and a list that is not empty.</summary>
    [GeneratedRegex(@"^[^=]+=\s*\[.*[^\s,\[\]].*\]\s*$", RegexOptions.Singleline)]
    private static partial Regex Axis();

    private static long? ReadWhole(ArgumentResult result, string name, long min, long max, string besides = "")
    {
        string text = result.Tokens[^1].Value;
        bool isWhole = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        if (isWhole && value >= min && value <= max)
            return value;
        string expected = min == long.MinValue ? "a whole number"
            : max == long.MaxValue ? $"a whole number, at least {min}"
            : $"a whole number from {min} to {max}";
        result.AddError($"'{name}': expected {expected}{besides}, found '{text}'");
        return null;
    }
}
