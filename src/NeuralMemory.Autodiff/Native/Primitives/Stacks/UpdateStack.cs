using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable UpdateStackCore(Variable stacks, Variable actions, Variable values) =>
        UpdateStack(Of(stacks), Of(actions), Of(values));

    private NativeVariable UpdateStack(NativeVariable stacks, NativeVariable actions, NativeVariable values)
    {
        int rows = actions.Rows, count = values.Shape[1], width = values.Shape[2], depth = stacks.Shape[2];
        NativeVariable next = New(new Shape(rows, count * width, depth));
        Real* from = stacks.Value, to = next.Value, shares = actions.Value, pushed = values.Value;
        for (int stack = 0; stack < rows * count; stack++, shares += 3)
            for (int w = 0; w < width; w++, from += depth, to += depth, pushed++)
                StackKernels.Move(from, depth, *pushed, shares[0], shares[1], shares[2], to);

        if (IsRecording)
            Record<UpdateStackNode>().Set(stacks, actions, values, next);
        return next;
    }

    private sealed class UpdateStackNode : Node
    {
        private NativeVariable _stacks = null!, _actions = null!, _values = null!, _next = null!;

        public override string Name => "UpdateStack";

        public override NativeVariable Output => _next;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.Memory;

        public void Set(NativeVariable stacks, NativeVariable actions, NativeVariable values, NativeVariable next) =>
            (_stacks, _actions, _values, _next) = (stacks, actions, values, next);

        public override void Backward(NativeTape tape)
        {
            int rows = _next.Rows, count = _values.Shape[1], width = _values.Shape[2], depth = _next.Shape[2];
            Real* dShares = _actions.Accumulate(tape), dPushed = _values.Accumulate(tape), dFrom = _stacks.Write(tape, rows, out bool add);
            Real* from = _stacks.Value, gradient = _next.Gradient, shares = _actions.Value, pushed = _values.Value;
            for (int stack = 0; stack < rows * count; stack++, shares += 3, dShares += 3)
                for (int w = 0; w < width; w++, from += depth, dFrom += depth, gradient += depth, pushed++, dPushed++)
                    *dPushed += StackKernels.MoveGradient(from, gradient, depth, *pushed, shares, dShares, dFrom, add);
        }
    }
}
