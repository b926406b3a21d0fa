namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Tapes, in the sense of a Turing machine, that are written and moved: a value takes the place of cell 0, which is the one below the
    /// head, and then the whole tape stays, or turns by a cell or by a jump, all at once, each by its share (Delétang et al. 2023,
    /// appendix A; tape_rnn.py). With m'' the tape after the write, m(n) = stay m''(n) + left m''(n + 1) + right m''(n - 1) +
    /// jump left m''(n + J) + jump right m''(n - J), around the circle of N cells.
    /// </summary>
    /// <param name="tapes">[at least B, P W, N] m': P tapes of N cells of W numbers.</param>
    /// <param name="actions">[B, P, 5] the shares of stay, left, right, jump left and jump right.</param>
    /// <param name="values">[B, P, W] what is written.</param>
    /// <param name="jumps">[at least B, 1, 1] J, how far a jump goes: whole numbers, not differentiated.</param>
    /// <returns>[B, P W, N] m.</returns>
    public Variable UpdateTape(Variable tapes, Variable actions, Variable values, Variable jumps)
    {
        int rows = actions.Rows, count = values.Shape[1], width = values.Shape[2];
        Expect.Rows(actions, rows, count, 5);
        Expect.Rows(values, rows, count, width);
        Expect.Rows(tapes, rows, count * width, tapes.Shape[2]);
        Expect.Rows(jumps, rows, 1, 1);
        Touch(tapes, actions, values, jumps);
        return UpdateTapeCore(tapes, actions, values, jumps);
    }

    /// <summary>The engine's <see cref="UpdateTape"/>, whose arguments have been checked.</summary>
    protected abstract Variable UpdateTapeCore(Variable tapes, Variable actions, Variable values, Variable jumps);
}
