using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// What makes the interface vector of what a controller puts out: a linear layer, or one that each head mixes of stored programs (Le, Tran
/// and Venkatesh 2020, arXiv 1906.08862, section 3.2: each head has keys, a query and weights of its own).
/// </summary>
internal sealed class HeadInterface
{
    private readonly Parameter? _layer;
    private readonly Parameter? _programs, _query, _keys;
    private readonly ProgramsLayout? _layout;
    private readonly IReadOnlyList<ProgramRun> _runs = [];

    /// <param name="units">How wide the controller's output is.</param>
    /// <param name="layout">The interface vector.</param>
    /// <param name="isPlain">Whether signals begin anywhere, and not where the layout says.</param>
    /// <param name="programs">The stored programs; null for a linear layer.</param>
    /// <param name="runs">Which head the numbers of the interface vector are for.</param>
    /// <param name="scope">The machine's own scope.</param>
    public HeadInterface(
        int units, InterfaceLayout layout, bool isPlain, ProgramsLayout? programs, IReadOnlyList<ProgramRun> runs, ParameterScope scope)
    {
        if (programs is null)
        {
            _layer = scope.Linear("interface", units, layout.Width, isPlain ? LinearInitializer.Default : layout.Initializer);
            return;
        }

        (_layout, _runs) = (programs, runs);
        int heads = runs.Max(run => run.Head) + 1, count = programs.Count, width = layout.Width;
        int key = programs.Interface.Signals[programs.Queries].Width;
        _query = scope.Linear("programs/query", units, programs.Interface.Width, programs.Interface.Initializer);
        double bound = 1 / Math.Sqrt(key);
        _keys = scope.Tensor(KeysApart.Name, new(heads, count, key), (stream, _) => (Real)stream.NextDouble(-bound, bound));
        LinearInitializer start = isPlain
            ? LinearInitializer.Default
            : LinearInitializer.Default with { BiasOf = output => layout.BiasOf(output % width) };
        _programs = scope.Linear("interface", units, count * width, start);
    }

    /// <summary>The interface vector [B, width].</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="controller">What the controller computed.</param>
    /// <param name="clamps">The clamps; null for none.</param>
    /// <param name="programs">Which programs it comes of; null where there are none.</param>
    public Variable Of(Tape tape, ControllerState controller, StepClamps? clamps, out ProgramStep? programs)
    {
        programs = null;
        if (_layer is not null)
            return tape.Linear(_layer, controller.Output);
        programs = tape.Rent<ProgramStep>();
        programs.Signals.Split(tape, tape.Linear(_query!, controller.Output), _layout!.Interface);
        if (clamps is not null)
            programs.Signals.Clamp(tape, clamps);
        programs.Weights = tape.ProgramWeights(
            programs.Signals[_layout.Queries], programs.Signals[_layout.Strengths], tape.Use(_keys!));
        if (clamps is not null)
            programs.Weights = clamps.Of(tape, ProgramsLayout.Weights, programs.Weights);
        return tape.MixPrograms(tape.Linear(_programs!, controller.Output), programs.Weights, _runs);
    }

    /// <summary>
    /// Which head the numbers of an interface vector are for, signal after signal: each signal is of all heads, of the readers or of the
    /// writers.
    /// </summary>
    /// <param name="layout">The interface vector.</param>
    /// <param name="firstOf">The first head of a signal.</param>
    public static IReadOnlyList<ProgramRun> Runs(InterfaceLayout layout, Func<Signal, int> firstOf) =>
    [
        .. layout.Signals.SelectMany(signal =>
            Enumerable.Range(firstOf(signal), signal.Heads).Select(head => new ProgramRun(head, signal.Width))),
    ];
}
