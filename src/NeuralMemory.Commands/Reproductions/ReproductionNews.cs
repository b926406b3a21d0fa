using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Reproductions;

namespace NeuralMemory.Commands;

/// <summary>
/// Tells how several seeds go that train side by side: moving bars on a terminal, plain lines elsewhere, JSON lines for a script. What
/// comes from several threads is told one after the other.
/// </summary>
/// <param name="terminal">Where to.</param>
/// <param name="json">Whether a script reads.</param>
/// <param name="quiet">Whether only errors are told.</param>
/// <param name="total">How many seeds are to be trained.</param>
internal sealed class ReproductionNews(Terminal terminal, bool json, bool quiet, int total)
    : IReproductionObserver
{
    private readonly Lock _turn = new();
    private SeedBars? _bars;
    private int _ended;

    /// <summary>Whether a seed ended with an error.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Shows training while it goes on.</summary>
    public void Show(Action<IReproductionObserver> train)
    {
        if (total == 0)
            return;
        if (json || quiet || !terminal.IsInteractive)
        {
            train(this);
            return;
        }

        SeedBars.Show(terminal, TimeProvider.System, total, bars =>
        {
            _bars = bars;
            train(this);
        });
        _bars = null;
    }

    /// <summary>Says something, while nobody else does.</summary>
    public void Tell(Action news)
    {
        lock (_turn)
            news();
    }

    public ITrainingObserver Watch(SeedPlan plan) => new NotingObserver(
        _bars is { } bars ? bars.Watch(plan) : new SeedLog(plan, this, terminal, json, quiet, TimeProvider.System), terminal);

    public void Ended(SeedPlan plan, RunOutcome outcome) => Tell(() =>
    {
        _ended++;
        if (json)
        {
            JsonObject line = Of("ended", plan);
            line["state"] = Json.NameOf(outcome.State);
            line["reason"] = outcome.Reason;
            line["step"] = outcome.Step;
            line["sequences"] = outcome.Sequences;
            line["seconds"] = Json.Seconds(outcome.Elapsed);
            Json.WriteLine(terminal, line);
            return;
        }

        string final = outcome.Evaluations is [var first, ..] ? $"; {Readable.Scores(first)}" : "";
        Say(plan, $"{Name(plan)}: {Json.NameOf(outcome.State)} after {Readable.Count(outcome.Sequences)} sequences and "
            + $"{Readable.Duration(outcome.Elapsed)}{final} ({_ended} of {total})");
    });

    public void Failed(SeedPlan plan, Exception error) => Tell(() =>
    {
        _ended++;
        HasFailed = true;
        if (json)
        {
            JsonObject line = Of("failed", plan);
            line["message"] = error.Message;
            Json.WriteLine(terminal, line);
        }

        _bars?.Remove(plan);
        terminal.Interject(() =>
        {
            terminal.Error.WriteLine($"{Name(plan)}:");
            Failure.Report(error, terminal);
        });
    });

    /// <summary>How a seed is called in a line.</summary>
    internal static string Name(SeedPlan plan) => FormattableString.Invariant($"{plan.Reproduction.Name}, seed {plan.Seed}");

    /// <summary>A line for scripts, without its content.</summary>
    internal static JsonObject Of(string name, SeedPlan plan) =>
        new() { ["event"] = name, ["config"] = plan.Reproduction.Name, ["seed"] = plan.Seed, ["directory"] = plan.Directory };

    private void Say(SeedPlan plan, string line)
    {
        if (_bars is { } bars)
            bars.Finish(plan, line);
        else if (!quiet)
            terminal.Out.WriteLine(line);
    }
}
