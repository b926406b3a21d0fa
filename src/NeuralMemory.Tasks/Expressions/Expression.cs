using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>An expression as written; what it means is found by <see cref="ExpressionBinder"/>.</summary>
/// <param name="Mark">Where it stands in the file; of an operation, where its operator stands.</param>
internal abstract record Expression(SourceMark Mark)
{
    /// <summary>Where its first character stands.</summary>
    public virtual SourceMark Start => Mark;

    /// <summary>How deep it goes: the operations, functions and scans around its deepest number or name.</summary>
    public virtual int Height => 0;
}

/// <summary>A number as written.</summary>
internal sealed record NumberExpression(SourceMark Mark, double Value) : Expression(Mark);

/// <summary>The name of a parameter, variable, draw or loop index.</summary>
internal sealed record NameExpression(SourceMark Mark, string Name) : Expression(Mark);

/// <summary>A value with its sign turned.</summary>
internal sealed record NegationExpression(SourceMark Mark, Expression Operand) : Expression(Mark)
{
    public override int Height { get; } = 1 + Operand.Height;
}

/// <summary>1 where the operand is 0, and 0 elsewhere.</summary>
internal sealed record NotExpression(SourceMark Mark, Expression Operand) : Expression(Mark)
{
    public override int Height { get; } = 1 + Operand.Height;
}

/// <summary>Two values and one of the operators of <see cref="Operation.Of"/>.</summary>
internal sealed record BinaryExpression(SourceMark Mark, string Operator, Expression Left, Expression Right) : Expression(Mark)
{
    public override SourceMark Start { get; } = Left.Start;

    public override int Height { get; } = 1 + Math.Max(Left.Height, Right.Height);
}

/// <summary>A function and its arguments.</summary>
internal sealed record CallExpression(SourceMark Mark, string Function, IReadOnlyList<Expression> Arguments) : Expression(Mark)
{
    public override int Height { get; } = 1 + Arguments.Select(argument => argument.Height).DefaultIfEmpty(0).Max();
}

/// <summary>
/// The states of something that changes with every row of a sequence: <c>scan(state = start, item in sequence, next)</c>.
/// </summary>
internal sealed record ScanExpression(
    SourceMark Mark, NamedExpression State, NamedExpression Item, Expression Next) : Expression(Mark)
{
    /// <summary>The word that it begins with.</summary>
    public const string Name = "scan";

    /// <summary>How it is written.</summary>
    public const string Form = "scan(state = start, item in sequence, next)";

    public override int Height { get; } = 1 + Math.Max(Next.Height, Math.Max(State.Expression!.Height, Item.Expression!.Height));

    /// <summary>The state before the first row.</summary>
    public Expression First => State.Expression!;

    /// <summary>The rows.</summary>
    public Expression Sequence => Item.Expression!;
}
