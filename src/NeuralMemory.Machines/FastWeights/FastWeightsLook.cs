using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>What fast weights wrote, took away and read in some rows, to be shown.</summary>
internal sealed class FastWeightsLook : ILaterRows
{
    private LayerPass _pass = null!;
    private FastWeightsTrace _names = null!;
    private FastWeightInputs _inputs;
    private Variable _read = null!, _memory = null!;
    private Variable? _before;
    private bool _erases;

    /// <summary>Has a trace show it.</summary>
    /// <param name="pass">The rows, with a trace.</param>
    /// <param name="names">What it is called.</param>
    /// <param name="inputs">What the memory was written and read by.</param>
    /// <param name="read">[R, H V]</param>
    /// <param name="memory">[R, H, D, V] after each row.</param>
    /// <param name="before">[at least B, H, D, V] before the first row of each sequence; null for zeros.</param>
    /// <param name="erases">Whether what a key reads is taken away first.</param>
    public static void Show(
        LayerPass pass, FastWeightsTrace names, FastWeightInputs inputs, Variable read, Variable memory, Variable? before, bool erases)
    {
        FastWeightsLook look = pass.Tape.Rent<FastWeightsLook>();
        (look._pass, look._names, look._inputs, look._read) = (pass, names, inputs, read);
        (look._memory, look._before, look._erases) = (memory, before, erases);
        pass.Trace!.Add(look);
    }

    public void AddTo(RowTrace trace)
    {
        (Tape tape, MatrixTrace names, int heads) = (_pass.Tape, _names.Matrix, _memory.Shape[1]);
        Variable keys = HeadRows.OfUnitLength(tape, _inputs.Keys, heads);
        trace.Add(names.Keys, keys);
        trace.Add(names.Values, HeadRows.Of(tape, _inputs.Values, heads));
        trace.Add(names.Queries, HeadRows.OfUnitLength(tape, _inputs.Queries, heads));
        trace.Add(names.Reads, HeadRows.Of(tape, _read, heads));
        if (_erases)
            trace.Add(_names.Erased, Erased(keys));
        trace.Add(names.Memory, _memory);
    }

    /// <summary>[R, H, V] the strength of each step times what its key read of the memory, as far as that stays.</summary>
    private Variable Erased(Variable keys)
    {
        (int heads, int width, int numbers) = (_memory.Shape[1], _memory.Shape[2], _memory.Shape[3]);
        var erased = new Real[keys.Rows * heads * numbers];
        for (int sequence = 0; sequence < _pass.Rows.Sequences; sequence++)
        {
            (Variable? before, int place) = (_before, sequence);
            foreach (int row in _pass.Rows[sequence])
            {
                for (int head = 0; before is not null && head < heads; head++)
                {
                    ReadOnlySpan<Real> matrix = before.Span.Slice((place * heads + head) * width * numbers, width * numbers);
                    int at = row * heads + head;
                    Real share = _inputs.Strengths.Span[at] * (_inputs.Decays is { } decays ? decays.Span[at] : 1);
                    Add(keys.Span.Slice(at * width, width), matrix, share, erased.AsSpan(at * numbers, numbers));
                }

                (before, place) = (_memory, row);
            }
        }

        return _pass.Tape.Constant(erased, new Shape(keys.Rows, heads, numbers));
    }

    private static void Add(ReadOnlySpan<Real> key, ReadOnlySpan<Real> matrix, Real share, Span<Real> erased)
    {
        for (int i = 0; i < key.Length; i++)
            for (int j = 0; j < erased.Length; j++)
                erased[j] += share * key[i] * matrix[i * erased.Length + j];
    }
}
