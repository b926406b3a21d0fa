namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>
    /// Stacks on which pushing, popping and keeping are done all at once, each by its share (Joulin and Mikolov 2015, equations 3 and 4):
    /// s(0) = push v + pop s'(1) + keep s'(0), s(i) = push s'(i - 1) + pop s'(i + 1) + keep s'(i), where cell 0 is the top. Below the
    /// bottom all is 0 (as Delétang et al. 2023 have it; -1 in the first paper), and what is pushed down there is lost.
    /// </summary>
    /// <param name="stacks">[at least B, P W, N] s': P stacks of N cells of W numbers.</param>
    /// <param name="actions">[B, P, 3] the shares of push, pop and keep.</param>
    /// <param name="values">[B, P, W] v, what is pushed.</param>
    /// <returns>[B, P W, N] s.</returns>
    public Variable UpdateStack(Variable stacks, Variable actions, Variable values)
    {
        int rows = actions.Rows, count = values.Shape[1], width = values.Shape[2];
        Expect.Rows(actions, rows, count, 3);
        Expect.Rows(values, rows, count, width);
        Expect.Rows(stacks, rows, count * width, stacks.Shape[2]);
        Touch(stacks, actions, values);
        return UpdateStackCore(stacks, actions, values);
    }

    /// <summary>The engine's <see cref="UpdateStack"/>, whose arguments have been checked.</summary>
    protected abstract Variable UpdateStackCore(Variable stacks, Variable actions, Variable values);
}
