using System.Globalization;

namespace NeuralMemory.Testing;

/// <summary>The smallest task whose answer comes back.</summary>
internal static class EchoTask
{
    /// <summary>A string is shown and written down again, symbol by symbol; class 0 ends it, class 1 begins it.</summary>
    public const string Text = """
        task: echo
        version: 1
        parameters: { length: [1, 4], symbols: 6 }
        inputs: { token: symbols, back: symbols, go: 1 }
        targets: { token: symbols }
        draw: { string: "integers(length, 1, 2, symbols - 1)" }
        episode:
          - source: { token: "one_hot(string, symbols)" }
          - show: { go: 1, back: "one_hot(literal(1), symbols)" }
            recall: { token: "one_hot(concat(string, literal(0)), symbols)" }
            feedback: { back: token }
        loss: softmax
        terminator: { token: 0 }
        decoding: { beam: 3, longest: 9 }
        """;

    /// <summary>The same of another size.</summary>
    /// <param name="length">How many symbols a string has, as the task writes it.</param>
    /// <param name="symbols">How many symbols there are, the two special ones included.</param>
    /// <param name="decoding">How it is answered freely, as the task writes it.</param>
    /// <param name="hasGo">Whether a channel of its own says that the answer is wanted.</param>
    public static string Of(string length, int symbols, string decoding, bool hasGo)
    {
        string text = Text.Replace("length: [1, 4]", $"length: {length}", StringComparison.Ordinal)
            .Replace("symbols: 6", string.Create(CultureInfo.InvariantCulture, $"symbols: {symbols}"), StringComparison.Ordinal)
            .Replace("{ beam: 3, longest: 9 }", decoding, StringComparison.Ordinal);
        return hasGo ? text : text.Replace(", go: 1 }", " }", StringComparison.Ordinal).Replace("go: 1, ", "", StringComparison.Ordinal);
    }
}
