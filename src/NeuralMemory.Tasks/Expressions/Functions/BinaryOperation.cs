namespace NeuralMemory.Tasks;

/// <summary>A function of two binary numbers: rows of one bit, the lowest digit first.</summary>
internal abstract class BinaryOperation : TaskFunction
{
    public sealed override IReadOnlyList<FunctionArgument> Arguments { get; } =
    [
        new("first", ArgumentKind.Column),
        new("second", ArgumentKind.Column),
    ];

    public sealed override TaskValue? Bind(FunctionCall call)
    {
        TaskValue? result = Of(call, call.Sequence(0), call.Sequence(1));
        for (int i = 0; i < Arguments.Count; i++)
            if (!call.Sequence(i).HoldsBits)
                result = call.Fail(i, $"'{Arguments[i].Name}' of {Name} must be bits, and this is in {call.Sequence(i).Elements}");
        return result;
    }

    /// <summary>What comes of two numbers.</summary>
    protected abstract TaskValue Of(FunctionCall call, SequenceValue first, SequenceValue second);
}
