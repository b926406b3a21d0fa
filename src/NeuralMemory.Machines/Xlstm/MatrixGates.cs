using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines;

/// <summary>The input and forget gates of a matrix memory, to be shown and to be set.</summary>
internal sealed class MatrixGates : ILaterRows
{
    private LayerPass _pass = null!;
    private XlstmTrace _names = null!;
    private XlstmGate _forget;
    private Variable _gates = null!;

    /// <summary>The pre-activations that hold: those that are given, but for gates that are set.</summary>
    /// <param name="pass">The rows.</param>
    /// <param name="names">What the gates are called.</param>
    /// <param name="forget">How forget gates come of their pre-activations.</param>
    /// <param name="gates">[R, 2 H] the pre-activations of all input gates, then of all forget gates.</param>
    public static Variable Of(LayerPass pass, XlstmTrace names, ForgetGate forget, Variable gates)
    {
        XlstmGate kind = XlstmGate.Forget(forget);
        if (pass.Clamps is { } clamps)
            gates = Set(pass.Tape, clamps, names, kind, gates);
        if (pass.Trace is not { } trace)
            return gates;
        MatrixGates show = pass.Tape.Rent<MatrixGates>();
        (show._pass, show._names, show._forget, show._gates) = (pass, names, kind, gates);
        trace.Add(show);
        return gates;
    }

    public void AddTo(RowTrace trace)
    {
        int width = _gates.Shape.Width, heads = width / 2;
        trace.Add(_names.Input, XlstmGate.Input.Read(_pass.Tape, _gates.Span, width, 0, heads));
        trace.Add(_names.Forget, _forget.Read(_pass.Tape, _gates.Span, width, heads, heads));
    }

    private static Variable Set(Tape tape, StepClamps clamps, XlstmTrace names, XlstmGate forget, Variable gates)
    {
        int width = gates.Shape.Width, heads = width / 2;
        Variable input = XlstmGate.Input.Read(tape, gates.Span, width, 0, heads);
        Variable forgets = forget.Read(tape, gates.Span, width, heads, heads);
        Variable setInput = clamps.Of(tape, names.Input, input), setForgets = clamps.Of(tape, names.Forget, forgets);
        if (setInput == input && setForgets == forgets)
            return gates;
        Real[] pre = gates.Span.ToArray();
        XlstmGate.Input.Write(pre, width, 0, input, setInput);
        forget.Write(pre, width, heads, forgets, setForgets);
        return tape.Constant(pre, gates.Shape);
    }
}
