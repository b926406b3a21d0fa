using System.CommandLine;
using System.CommandLine.Parsing;
using NeuralMemory.Experiments;
using NeuralMemory.Sweeps;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>The run whose weights are to begin with, as options of a command.</summary>
internal sealed class OriginOptions
{
    /// <summary><c>--from</c>.</summary>
    public Option<string?> From { get; } = new("--from")
    {
        HelpName = "RUN[@STEP|@best]",
        Description = "Begin with the weights of another run: of its latest checkpoint, that of a step, or its best",
    };

    /// <summary><c>--with-optimizer</c>.</summary>
    public Option<bool> WithOptimizer { get; } = new("--with-optimizer")
    {
        Description = "Of --from, take what the optimizer remembers, too",
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [From, WithOptimizer];

    /// <summary>Refuses an optimizer of no run.</summary>
    public void Validate(CommandResult result)
    {
        if (result.GetValue(WithOptimizer) && result.GetValue(From) is null)
            result.AddError("'--with-optimizer' takes what another run's optimizer remembers: say which run by --from");
    }

    /// <summary>The run; null for none.</summary>
    /// <exception cref="InvalidInputException">What stands behind the <c>@</c> is neither a step nor the word.</exception>
    public WarmStart? Of(ParseResult parsed)
    {
        if (parsed.GetValue(From) is not { } text)
            return null;
        if (text.Length == 0 || WarmStart.Parse(text) is not { } start)
            throw new InvalidInputException(SourceMark.WholeFile("--from"),
                $"expected a run, RUN@STEP or RUN@best, found '{Quoted.Harmless(text)}'");
        return start with { WithOptimizer = parsed.GetValue(WithOptimizer) };
    }

    /// <summary>A sweep's definition with what the options say; without them it stays as it is.</summary>
    /// <exception cref="InvalidInputException">What stands behind the <c>@</c> is neither a step nor the word.</exception>
    public SweepDefinition Apply(ParseResult parsed, SweepDefinition definition) => Of(parsed) is { } start
        ? definition with { From = $"{start}", WithOptimizer = start.WithOptimizer }
        : definition;
}
