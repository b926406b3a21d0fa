using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>A way to call a primitive, for checks that all primitives must pass.</summary>
/// <param name="Inputs">The inputs' shapes and what their numbers must be.</param>
/// <param name="Call">Calls the primitive and returns what it made.</param>
/// <param name="Declare">The parameters that it needs.</param>
internal sealed record PrimitiveCase(
    IReadOnlyList<(Shape Shape, Domain Domain)> Inputs,
    Func<Tape, Variable[], Variable[]> Call,
    Action<ParameterScope>? Declare = null);

/// <summary>What the numbers of an input are.</summary>
internal enum Domain
{
    Any,
    Unit,
    AboveZero,
    AboveOne,
    Distribution,
}

/// <summary>Every primitive, with more rows where it allows sequences that have ended, and with dimensions that fit no vector.</summary>
internal static partial class PrimitiveCases
{
    private const int Batch = 2, Width = 3, Slots = 9, Heads = 2;

    private static readonly Shape Weights = new(Batch, Heads, Slots);
    private static readonly Shape Memory = new(Batch, Width, Slots), MoreMemory = new(Batch + 1, Width, Slots);
    private static readonly Shape Vectors = new(Batch, Heads, Width), Scalars = new(Batch, Heads, 1);

    public static IReadOnlyDictionary<string, PrimitiveCase[]> All { get; } = Join(OfRows(), OfSparse(), AttentionCases.All, new()
    {
        [nameof(Tape.Linear)] =
        [
            new([(new(3, 5), Domain.Any), (new(2, 2, 2), Domain.Any)], (t, x) => [t.Linear(t.Parameters.Items[0], x)],
                s => s.Linear("layer", 9, 19, new())),
            new([(new(3, 5), Domain.Any), (new(2, 2, 2), Domain.Any)], (t, x) => [t.Linear(t.Parameters.Items[0], x)],
                s => s.Linear("layer", 9, 19, new(), bias: false, uniform: true)),
        ],
        [nameof(Tape.LinearInto)] =
        [
            new([(new(2, 5), Domain.Any), (new(3, 5), Domain.Any)], (t, x) =>
            {
                Variable y = t.NewKept(new(5, 7));
                t.LinearInto(t.Parameters.Items[0], y, 2, x[1]);
                t.LinearInto(t.Parameters.Items[0], y, 0, x[0]);
                return [y];
            }, s => s.Linear("layer", 5, 7, new())),
        ],
        [nameof(Tape.Broadcast)] =
        [
            new([(new(6), Domain.Any)], (t, x) => [t.Broadcast(x[0], 3), t.Broadcast(x[0], 2, heads: 2)]),
        ],
        [nameof(Tape.Rows)] =
        [
            new([(new(5, 7), Domain.Any)], (t, x) => [t.Rows(x[0], 1, 3)]),
            new([(new(5, 7), Domain.Any)], (t, x) => [t.Rows(x[0], 0, 1), t.Rows(x[0], 0, 5), t.Rows(x[0], 4, 1)]),
        ],
        [nameof(Tape.RowsInto)] =
        [
            new([(new(2, 5), Domain.Any), (new(2, 3), Domain.Any), (new(1, 8), Domain.Any)], (t, x) =>
            {
                Variable y = t.NewKept(new(3, 8));
                t.RowsInto(y, 1, x[0], x[1]);
                t.RowsInto(y, 0, x[2]);
                return [y];
            }),
        ],
        [nameof(Tape.ExtendRows)] =
        [
            new([(new(2, 5), Domain.Any), (new(4, 5), Domain.Any)], (t, x) => [t.ExtendRows(x[0], x[1], 3)]),
            new([(new(3, 5), Domain.Any), (new(4, 5), Domain.Any)], (t, x) => [t.ExtendRows(x[0], x[1], 3)]),
        ],
        [nameof(Tape.Embed)] = [Embedded([-1, 3], [0, 1]), Embedded([4, 0], [0, 0]), EmbeddedAlone()],
        [nameof(Tape.Answered)] = [Answered()],
        [nameof(Tape.RowsOfStep)] = [RowsOfSteps(0, 1, 2), RowsOfSteps(1), RowsOfSteps(2, 2)],
        [nameof(Tape.Tanh)] = [new([(new(3, 7), Domain.Any)], (t, x) => [t.Tanh(x[0])])],
        [nameof(Tape.Clamp)] = [new([(new(3, 7), Domain.Any)], (t, x) => [t.Clamp(x[0], (Real)0.7)])],
        [nameof(Tape.ClampInto)] =
        [
            new([(new(2, 5), Domain.Any), (new(3, 5), Domain.Any)], (t, x) =>
            {
                Variable y = t.NewKept(new(5, 5));
                t.ClampInto(x[1], (Real)0.7, y, 2);
                t.ClampInto(x[0], 1, y, 0);
                return [y];
            }),
        ],
        [nameof(Tape.Softmax)] = [new([(new(3, 9), Domain.Any)], (t, x) => [t.Softmax(x[0])])],
        [nameof(Tape.Dropout)] =
        [
            new([(new(3, 7), Domain.Any)], (t, x) => [t.Dropout(x[0], 0.4)]),
            new([(new(3, 7), Domain.Any)], (t, x) => [t.Dropout(t.Tanh(x[0]), 0)]),
            new([(new(6, 9), Domain.Any)], (t, x) => [t.Dropout(x[0], 0.4, BatchOf([2, 3, 1]))]),
        ],
        [nameof(Tape.LayerNorm)] =
        [
            new([(new(3, 9), Domain.Any), (new(9), Domain.Any), (new(9), Domain.Any)], (t, x) => [t.LayerNorm(x[0], x[1], x[2])]),
            new([(new(2, 33), Domain.Any), (new(33), Domain.Any), (new(33), Domain.Any)],
                (t, x) => [t.LayerNorm(x[0], x[1], x[2], groups: 3)]),
        ],
        [nameof(Tape.LstmGates)] =
        [
            new([(new(2, 20), Domain.Any), (new(3, 5), Domain.Any)], (t, x) => [.. Pair(t.LstmGates(x[0], x[1]))]),
            new([(new(2, 36), Domain.Any), (new(2, 9), Domain.Any)], (t, x) => [t.LstmGates(x[0], x[1]).Cell]),
            new([(new(2, 36), Domain.Any), (new(2, 9), Domain.Any)], (t, x) => [t.LstmGates(x[0], x[1]).Hidden]),
        ],
        [nameof(Tape.GruGates)] =
        [
            new([(new(2, 15), Domain.Any), (new(3, 15), Domain.Any), (new(3, 5), Domain.Any)], (t, x) => [t.GruGates(x[0], x[1], x[2])]),
        ],
        [nameof(Tape.Interface)] =
        [
            new([(new(Batch, 19), Domain.Any)], (t, x) => Interface(t, x[0])),
            new([(new(Batch, 19), Domain.Any)], (t, x) => Interface(t, x[0])[2..3]),
        ],
        [nameof(Tape.ContentAddressing)] =
        [
            new([(Vectors, Domain.Any), (Scalars, Domain.AboveZero), (MoreMemory, Domain.Any)],
                (t, x) => [t.ContentAddressing(x[0], x[1], x[2])]),
        ],
        [nameof(Tape.MaskedContentAddressing)] =
        [
            MaskedContentAddressing(heads: 1, Slots), MaskedContentAddressing(heads: 2, slots: 17), MaskedContentAddressing(heads: 3, 5),
        ],
        [nameof(Tape.LocationAddressing)] =
        [
            Location(Slots, window: 1), Location(Slots, window: 3), Location(Slots, window: 5), Location(3, window: 11),
            Location(1, window: 3),
        ],
        [nameof(Tape.EraseAdd)] = [EraseAdd(first: 1, heads: 1), EraseAdd(first: 0, heads: 2)],
        [nameof(Tape.Retain)] =
        [
            new([(MoreMemory, Domain.Any), (new(Batch, Slots), Domain.Unit)], (t, x) => [t.Retain(x[0], x[1])]),
            new([(Memory, Domain.Any), (new(Batch, Slots), Domain.Unit)], (t, x) => [t.Retain(x[0], x[1])]),
        ],
        [nameof(Tape.Usage)] =
        [
            Usage(writers: 1, readers: 1, (next, retention) => [next, retention]),
            Usage(writers: 3, readers: 3, (next, retention) => [next, retention]),
            Usage(writers: 2, readers: 2, (next, _) => [next]), Usage(writers: 2, readers: 2, (_, retention) => [retention]),
        ],
        [nameof(Tape.Allocation)] = [Allocation(writers: 1, slots: 1), Allocation(writers: 1, Slots), Allocation(writers: 3, slots: 17)],
        [nameof(Tape.WriteWeighting)] = [WriteWeighting(writers: 1, Slots), WriteWeighting(writers: 3, slots: 17)],
        [nameof(Tape.TemporalLink)] =
        [
            TemporalLink(writers: 1, readers: 1, slots: 1), TemporalLink(writers: 1, readers: 2, Slots),
            TemporalLink(writers: 3, readers: 3, slots: 5), TemporalLink(writers: 2, readers: 1, slots: 19),
            TemporalLink(writers: 1, readers: 4, slots: 16, only: 0), TemporalLink(writers: 1, readers: 2, Slots, only: 1),
            TemporalLink(writers: 1, readers: 2, Slots, only: 2), TemporalLink(writers: 1, readers: 2, Slots, only: 3),
        ],
        [nameof(Tape.ReadWeighting)] = [ReadWeighting(writers: 1, readers: 1, Slots), ReadWeighting(writers: 3, readers: 2, slots: 17)],
        [nameof(Tape.SharpenLinks)] =
        [
            new([(new(Batch + 1, 2, 3, Slots), Domain.Unit), (new(Batch, 2, 3), Domain.AboveOne)], (t, x) => [t.SharpenLinks(x[0], x[1])]),
        ],
        [nameof(Tape.SparseTemporalLink)] =
        [
            SparseLink(Slots, entries: 3, writers: 1, readers: 1), SparseLink(Slots, entries: 1, writers: 2, readers: 2),
            SparseLink(23, entries: 5, writers: 2, readers: 5), SparseLink(5, entries: 5, writers: 1, readers: 2),
            SparseLinkFromStart(Slots, entries: 2), SparseLinkFromStart(2, entries: 1),
        ],
        [nameof(Tape.WeightedRead)] =
        [
            new([(MoreMemory, Domain.Any), (Weights, Domain.Distribution)], (t, x) => [t.WeightedRead(x[0], x[1], 1, 1)]),
            new([(Memory, Domain.Any), (Weights, Domain.Distribution)], (t, x) => [t.WeightedRead(x[0], x[1], 0, 2)]),
        ],
        [nameof(Tape.SigmoidCrossEntropy)] =
        [
            new([(new(3, 4), Domain.Any)],
                (t, x) =>
                [
                    t.SigmoidCrossEntropy(x[0], [1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0], [1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1], (Real)0.5),
                ]),
        ],
        [nameof(Tape.CrossEntropy)] =
        [
            new([(new(3, 4), Domain.Any)],
                (t, x) =>
                [
                    t.CrossEntropy(
                        x[0], [0, 0, 0, 1, 7, 7, 7, 7, 1, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1], [new(0, 4, 4)], (Real)0.5),
                ]),
            // A bit, two symbols of two columns, of which the second is wanted half and half, and a column that nobody asks for.
            new([(new(2, 6), Domain.Any)],
                (t, x) =>
                [
                    t.CrossEntropy(
                        x[0], [1, 0, 1, 0.5f, 0.5f, 9, 0, 1, 0, 0, 0, 9], [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1],
                        [TargetGroup.Bits(0, 1), new(1, 4, 2)], 2),
                ]),
            ScoredInSomeRows(),
        ],
    });

    private static Dictionary<string, PrimitiveCase[]> Join(params Dictionary<string, PrimitiveCase[]>[] parts) =>
        parts.SelectMany(part => part).ToDictionary();

    private static PrimitiveCase Location(int slots, int window) => new(
        [
            (new(Batch, Heads, slots), Domain.Distribution), (new(Batch + 1, Heads, slots), Domain.Distribution), (Scalars, Domain.Unit),
            (new(Batch, Heads, window), Domain.Distribution), (Scalars, Domain.AboveOne),
        ],
        (t, x) => [t.LocationAddressing(x[0], x[1], x[2], x[3], x[4])]);

    private static PrimitiveCase MaskedContentAddressing(int heads, int slots) => new(
        [
            (new(Batch, heads, Width), Domain.Any), (new(Batch, heads, 1), Domain.AboveZero), (new(Batch, heads, Width), Domain.Unit),
            (new(Batch + 1, Width, slots), Domain.Any),
        ],
        (t, x) => [t.MaskedContentAddressing(x[0], x[1], x[2], x[3])]);

    private static PrimitiveCase EraseAdd(int first, int heads) => new(
        [
            (MoreMemory, Domain.Any), (Weights, Domain.Distribution), (new(Batch, heads, Width), Domain.Unit),
            (new(Batch, heads, Width), Domain.Any),
        ],
        (t, x) => [t.EraseAdd(x[0], x[1], first, x[2], x[3])]);

    private static PrimitiveCase SparseLink(int slots, int entries, int writers, int readers) => new(
        [
            (new(Batch + 1, writers, slots, entries), Domain.Unit), (new(Batch + 1, writers, slots), Domain.Distribution),
            (new(Batch, writers, slots), Domain.Distribution), (new(Batch + 1, readers, slots), Domain.Distribution),
        ],
        (t, x) => Parts(t.SparseTemporalLink(SparseRows.Circulant(t, x[0].Shape), x[0], x[1], x[2], x[3])));

    private static PrimitiveCase SparseLinkFromStart(int slots, int entries) => new(
        [
            (new(Batch + 1, 1, slots), Domain.Distribution), (new(Batch + 1, 1, slots), Domain.Unit), (new(Batch, 1, slots), Domain.Unit),
            (new(Batch + 1, 2, slots), Domain.Distribution),
        ],
        (t, x) =>
        {
            Shape shape = new(Batch + 1, 1, slots, entries);
            SparseTemporalLinks first = t.SparseTemporalLink(t.Fill(shape, -1), t.Fill(shape, 0), x[0], x[1], x[3]);
            return [.. Parts(first), .. Parts(t.SparseTemporalLink(first.Slots, first.Values, first.Precedence, x[2], x[3]))];
        });

    private static Variable[] Parts(SparseTemporalLinks links) => [links.Values, links.Precedence, links.Forward, links.Backward];

    /// <summary>The write weightings have no gradient, so they are no input of the case.</summary>
    private static PrimitiveCase Usage(int writers, int readers, Func<Variable, Variable, Variable[]> choose) => new(
        [
            (new(Batch + 1, Slots), Domain.Unit), (new(Batch + 1, readers, Slots), Domain.Distribution),
            (new(Batch, readers, 1), Domain.Unit),
        ],
        (t, x) =>
        {
            (Variable next, Variable retention) = t.Usage(x[0], Varied(t, new(Batch + 1, writers, Slots)), x[1], x[2]);
            return choose(next, retention);
        });

    private static PrimitiveCase Allocation(int writers, int slots) => new(
        [(new(Batch, slots), Domain.Unit), (new(Batch, writers, 1), Domain.Unit), (new(Batch, writers, 1), Domain.Unit)],
        (t, x) => [t.Allocation(x[0], x[1], x[2])]);

    private static PrimitiveCase WriteWeighting(int writers, int slots) => new(
        [
            (new(Batch, writers, slots), Domain.Unit), (new(Batch, writers, slots), Domain.Distribution),
            (new(Batch, writers, 1), Domain.Unit), (new(Batch, writers, 1), Domain.Unit),
        ],
        (t, x) => [t.WriteWeighting(x[0], x[1], x[2], x[3])]);

    /// <summary>Only one of the outputs may be used.</summary>
    private static PrimitiveCase TemporalLink(int writers, int readers, int slots, int? only = null) => new(
        [
            (new(Batch + 1, writers, slots, slots), Domain.Unit), (new(Batch + 1, writers, slots), Domain.Distribution),
            (new(Batch, writers, slots), Domain.Distribution), (new(Batch + 1, readers, slots), Domain.Distribution),
        ],
        (t, x) =>
        {
            (Variable link, Variable precedence, Variable forward, Variable backward) = t.TemporalLink(x[0], x[1], x[2], x[3]);
            Variable[] all = [link, precedence, forward, backward];
            return only is { } output ? [all[output]] : all;
        });

    private static PrimitiveCase ReadWeighting(int writers, int readers, int slots) => new(
        [
            (new(Batch, readers, 1 + 2 * writers), Domain.Distribution), (new(Batch, readers, writers, slots), Domain.Unit),
            (new(Batch, readers, slots), Domain.Distribution), (new(Batch, readers, writers, slots), Domain.Unit),
        ],
        (t, x) => [t.ReadWeighting(x[0], x[1], x[2], x[3])]);

    /// <summary>A constant of different small numbers, without a gradient.</summary>
    private static Variable Varied(Tape tape, Shape shape) =>
        Untracked.Constant(tape, [.. Enumerable.Range(0, shape.Count).Select(i => (Real)(i * 7 % 11 * 0.02))], shape);

    private static Variable[] Interface(Tape tape, Variable raw)
    {
        var layout = new InterfaceLayout(
            new("keys", 2, 3, SignalRange.Linear), new("gates", 2, 1, SignalRange.Gate), new("strengths", 2, 1, SignalRange.Strength),
            new("sharpening", 1, 1, SignalRange.AtLeastOne), new("shifts", 2, 3, SignalRange.Distribution),
            new("masks", 1, 2, SignalRange.Gate, Floor: (Real)0.1));
        var signals = new Variable[layout.Signals.Count];
        tape.Interface(raw, layout, signals);
        return signals;
    }

    private static IEnumerable<Variable> Pair((Variable Hidden, Variable Cell) state) => [state.Hidden, state.Cell];
}
