using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>
/// The input, forget and output gates of a scalar memory, to be shown and to be set. They depend on the last hidden state too, which the
/// recurrence knows: it is added here once more where somebody looks.
/// </summary>
internal sealed class ScalarGates : ILaterRows
{
    private LayerPass _pass = null!;
    private XlstmTrace _names = null!;
    private XlstmGate _forget;
    private Variable _gates = null!, _hidden = null!;
    private Variable? _recurrent, _before;

    /// <summary>Has a trace show the gates.</summary>
    /// <param name="pass">The rows, with a trace.</param>
    /// <param name="names">What the gates are called.</param>
    /// <param name="forget">How forget gates come of their pre-activations.</param>
    /// <param name="gates">[R, 4 C] pre-activations without the recurrent part.</param>
    /// <param name="recurrent">[H, D, 4 D], or null.</param>
    /// <param name="hidden">[R, C] the hidden states of the rows.</param>
    /// <param name="before">[at least B, C] the hidden states before the first row of each sequence; null for zeros.</param>
    public static void Show(
        LayerPass pass, XlstmTrace names, ForgetGate forget, Variable gates, Variable? recurrent, Variable hidden, Variable? before)
    {
        ScalarGates show = pass.Tape.Rent<ScalarGates>();
        (show._pass, show._names, show._forget, show._gates) = (pass, names, XlstmGate.Forget(forget), gates);
        (show._recurrent, show._hidden, show._before) = (recurrent, hidden, before);
        pass.Trace!.Add(show);
    }

    public void AddTo(RowTrace trace)
    {
        (int width, int units) = (_gates.Shape.Width, _gates.Shape.Width / 4);
        Real[] pre = _gates.Span.ToArray();
        if (_recurrent is not null)
            for (int sequence = 0; sequence < _pass.Rows.Sequences; sequence++)
            {
                (Variable? before, int place) = (_before, sequence);
                foreach (int row in _pass.Rows[sequence])
                {
                    if (before is not null)
                        AddRecurrent(_recurrent, before.Span.Slice(place * units, units), pre.AsSpan(row * width, width));
                    (before, place) = (_hidden, row);
                }
            }

        trace.Add(_names.Input, XlstmGate.Input.Read(_pass.Tape, pre, width, 0, units));
        trace.Add(_names.Forget, _forget.Read(_pass.Tape, pre, width, units, units));
        trace.Add(_names.Output, XlstmGate.Output.Read(_pass.Tape, pre, width, 3 * units, units));
    }

    /// <summary>
    /// What a single step computes with where gates are set: their columns of the recurrent weights are zero, so that nothing is added to
    /// what they are set to, and all other gates have the bits that they had.
    /// </summary>
    /// <param name="pass">A single step, with gates that are set.</param>
    /// <param name="names">What the gates are called.</param>
    /// <param name="forget">How forget gates come of their pre-activations.</param>
    /// <param name="gates">[R, 4 C] pre-activations without the recurrent part; receives those that hold.</param>
    /// <param name="recurrent">[H, D, 4 D], or null; receives those that hold.</param>
    /// <param name="before">[at least R, C] the hidden states before the step.</param>
    public static void Set(
        LayerPass pass, XlstmTrace names, ForgetGate forget, ref Variable gates, ref Variable? recurrent, Variable before)
    {
        (Tape tape, int rows, int width, int units) = (pass.Tape, gates.Rows, gates.Shape.Width, gates.Shape.Width / 4);
        Real[] pre = gates.Span.ToArray();
        for (int row = 0; recurrent is not null && row < rows; row++)
            AddRecurrent(recurrent, before.Span.Slice(row * units, units), pre.AsSpan(row * width, width));
        Real[] all = [.. pre];
        bool[] isSet = new bool[width];
        foreach ((string name, XlstmGate kind, int first) in (ReadOnlySpan<(string, XlstmGate, int)>)
        [
            (names.Input, XlstmGate.Input, 0), (names.Forget, XlstmGate.Forget(forget), units),
            (names.Output, XlstmGate.Output, 3 * units),
        ])
        {
            Variable was = kind.Read(tape, pre, width, first, units), now = pass.Clamps!.Of(tape, name, was);
            if (now == was)
                continue;
            kind.Write(all, width, first, was, now);
            for (int i = 0; i < now.Span.Length; i++)
                isSet[first + i % units] |= now.Span[i] != was.Span[i];
        }

        if (!isSet.Contains(true))
            return;
        Real[] held = gates.Span.ToArray();
        for (int i = 0; i < held.Length; i++)
            if (isSet[i % width])
                held[i] = all[i];
        gates = tape.Constant(held, gates.Shape);
        if (recurrent is not null)
            recurrent = Without(tape, recurrent, isSet, units);
    }

    private static Variable Without(Tape tape, Variable recurrent, bool[] isSet, int units)
    {
        Real[] weights = recurrent.Span.ToArray();
        int own = recurrent.Shape[1];
        for (int i = 0; i < weights.Length; i++)
        {
            (int head, int gate, int unit) = (i / (4 * own * own), i % (4 * own) / own, i % own);
            if (isSet[gate * units + head * own + unit])
                weights[i] = 0;
        }

        return tape.Constant(weights, recurrent.Shape);
    }

    /// <summary>Adds R h to a row of pre-activations.</summary>
    private static void AddRecurrent(Variable recurrent, ReadOnlySpan<Real> hidden, Span<Real> pre)
    {
        (int heads, int own) = (recurrent.Rows, recurrent.Shape[1]);
        ReadOnlySpan<Real> weights = recurrent.Span;
        for (int head = 0; head < heads; head++)
            for (int from = 0; from < own; from++)
                for (int to = 0; to < 4 * own; to++)
                    pre[to / own * heads * own + head * own + to % own] +=
                        hidden[head * own + from] * weights[(head * own + from) * 4 * own + to];
    }
}
