using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>What a matrix memory wrote and read in some rows, to be shown.</summary>
internal sealed class MatrixMemoryShow : ILaterRows
{
    private LayerPass _pass = null!;
    private MatrixTrace _names = null!;
    private Variable _queries = null!, _keys = null!, _values = null!, _read = null!, _memory = null!;

    /// <summary>Has a trace show it.</summary>
    /// <param name="pass">The rows, with a trace.</param>
    /// <param name="names">What it is called.</param>
    /// <param name="queries">[R, H D]</param>
    /// <param name="keys">[R, H D]</param>
    /// <param name="values">[R, H V]</param>
    /// <param name="read">[R, H V]</param>
    /// <param name="memory">[R, H, D, V] after each row.</param>
    public static void Of(
        LayerPass pass, MatrixTrace names, Variable queries, Variable keys, Variable values, Variable read, Variable memory)
    {
        MatrixMemoryShow show = pass.Tape.Rent<MatrixMemoryShow>();
        (show._pass, show._names, show._queries, show._keys) = (pass, names, queries, keys);
        (show._values, show._read, show._memory) = (values, read, memory);
        pass.Trace!.Add(show);
    }

    public void AddTo(RowTrace trace)
    {
        (Tape tape, int heads, int width) = (_pass.Tape, _memory.Shape[1], _memory.Shape[2]);
        // Keys as equation 23 has them: divided by the root of their length.
        trace.Add(_names.Keys, HeadRows.Of(tape, _keys, heads, 1 / Math.Sqrt(width)));
        trace.Add(_names.Values, HeadRows.Of(tape, _values, heads));
        trace.Add(_names.Queries, HeadRows.Of(tape, _queries, heads));
        trace.Add(_names.Reads, HeadRows.Of(tape, _read, heads));
        trace.Add(_names.Memory, _memory);
    }
}
