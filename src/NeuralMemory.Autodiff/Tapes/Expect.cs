using System.Runtime.CompilerServices;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// Shape checks at the door of a primitive. The first dimension may be larger than asked: the rows of sequences that have ended.
/// </summary>
internal static class Expect
{
    /// <summary>[at least rows, a]</summary>
    public static void Rows(
        Variable x, int rows, int a, [CallerMemberName] string primitive = "", [CallerArgumentExpression(nameof(x))] string name = "")
    {
        if (x.Shape.Rank < 2 || x.Rows < rows || x.Shape.RowCount != a)
            Fail(primitive, name, x.Shape, $"[{rows}, {a}]");
    }

    /// <summary>[at least rows, a, b]</summary>
    public static void Rows(
        Variable x, int rows, int a, int b, [CallerMemberName] string primitive = "",
        [CallerArgumentExpression(nameof(x))] string name = "")
    {
        if (x.Shape.Rank != 3 || x.Rows < rows || x.Shape[1] != a || x.Shape[2] != b)
            Fail(primitive, name, x.Shape, $"[{rows}, {a}, {b}]");
    }

    /// <summary>[at least rows, a, b, c]</summary>
    public static void Rows(
        Variable x, int rows, int a, int b, int c, [CallerMemberName] string primitive = "",
        [CallerArgumentExpression(nameof(x))] string name = "")
    {
        if (x.Shape.Rank != 4 || x.Rows < rows || x.Shape[1] != a || x.Shape[2] != b || x.Shape[3] != c)
            Fail(primitive, name, x.Shape, $"[{rows}, {a}, {b}, {c}]");
    }

    /// <summary>A rule on the arguments that is no shape. The message is put together only when the rule is broken.</summary>
    public static void That(
        bool rule, [InterpolatedStringHandlerArgument(nameof(rule))] ref BrokenRule what, [CallerMemberName] string primitive = "")
    {
        if (!rule)
            throw new ArgumentException($"{primitive}: {what.Text}");
    }

    /// <summary>The same with a constant message.</summary>
    public static void That(bool rule, string what, [CallerMemberName] string primitive = "")
    {
        if (!rule)
            throw new ArgumentException($"{primitive}: {what}");
    }

    private static void Fail(string primitive, string name, Shape got, string expected) =>
        throw new ArgumentException($"{primitive}: '{name}' has the shape {got}, expected {expected}");
}

/// <summary>An interpolated message that costs nothing while its rule holds.</summary>
[InterpolatedStringHandler]
internal ref struct BrokenRule
{
    private DefaultInterpolatedStringHandler _text;

    public BrokenRule(int literalLength, int formattedCount, bool rule, out bool isBroken)
    {
        isBroken = !rule;
        if (isBroken)
            _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
    }

    public string Text => _text.ToStringAndClear();

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);
}
