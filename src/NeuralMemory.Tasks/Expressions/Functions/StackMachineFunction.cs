namespace NeuralMemory.Tasks;

/// <summary>A stack of bits and what is done to it: stack manipulation of the Chomsky-hierarchy tasks (Delétang et al. 2023).</summary>
internal sealed class StackMachineFunction : TaskFunction
{
    public override string Name => "stack_machine";

    public override string Summary =>
        "Gives a stack after some actions, from top to bottom, in rows of width 1. The stack before is given from bottom to top, as rows "
        + "of 0 and 1; an action is 2 to pop (nothing happens when the stack is empty), 3 to push a 0, 4 to push a 1.";

    public override string Example => "stack_machine(bits(length, 1), literal(4))";

    public override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("stack", ArgumentKind.Column),
        new("actions", ArgumentKind.Column),
    ];

    public override TaskValue? Bind(FunctionCall call)
    {
        SequenceValue stack = call.Sequence(0), actions = call.Sequence(1);
        TaskValue? result = new Value(stack, actions);
        if (!stack.HoldsBits)
            result = call.Fail(0, $"'stack' of stack_machine must be bits, and this is in {stack.Elements}");
        if (actions is not { Elements: { IsInteger: true, Low: >= 2, High: <= 4 } })
            result = call.Fail(1, "'actions' of stack_machine must be integers from 2 to 4, and this is in "
                + $"{actions.Elements}");
        return result;
    }

    private sealed class Value(SequenceValue stack, SequenceValue actions) : SequenceValue(
        1,
        ValueRange.Integers(Math.Max(0, stack.Rows.Low - actions.Rows.High), stack.Rows.High + actions.Rows.High),
        ValueRange.Integers(0, 1))
    {
        private Real[] _stack = [];

        public override RowView Evaluate(EpisodeState state)
        {
            RowView before = stack.Evaluate(state), steps = actions.Evaluate(state);
            state.Spend(2L * steps.Count, Origin, steps.Count, "actions");
            if (_stack.Length < before.Count + steps.Count)
                _stack = new Real[2 * (before.Count + steps.Count)];
            before.Span(1).CopyTo(_stack);
            int height = before.Count;
            foreach (Real action in steps.Span(1))
                if (action > 2)
                    _stack[height++] = action - 3;
                else if (height > 0)
                    height--;
            RowView after = Room(state, height);
            _stack.AsSpan(0, height).CopyTo(after.Span(1));
            after.Span(1).Reverse();
            return after;
        }
    }
}
