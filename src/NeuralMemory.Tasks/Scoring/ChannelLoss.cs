using System.Globalization;
using NeuralMemory.Numerics;

namespace NeuralMemory.Tasks;

/// <summary>What training minimises of a target channel, and how its answers are judged.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Classes">
/// The columns of a symbol, at least 2, whose softmax cross-entropy is taken; 1 where every column is a bit, whose sigmoid cross-entropy is
/// taken, or a number, whose squared error is.
/// </param>
/// <param name="Terminator">
/// The class that ends the channel's answer: what is wanted after its first step is not judged. Null when all of it is.
/// </param>
public sealed record ChannelLoss(Channel Channel, int Classes, int? Terminator)
{
    /// <summary>
    /// How far an answer may be from a number and is right, above 0, where every column is a number; null for bits and symbols.
    /// </summary>
    public double? Tolerance { get; init; }

    /// <summary>Whether every column is a number, which the logit answers as it is.</summary>
    public bool IsSquared => Tolerance is not null;

    /// <summary>Whether every column is a bit.</summary>
    public bool IsBits => Classes == 1 && !IsSquared;

    /// <summary>Whether the columns are classes of symbols, or hold a symbol's number.</summary>
    public bool IsSymbol => Classes > 1;

    /// <summary>The channel's first column among the logits; among the targets it stands at its own first column.</summary>
    public int Start { get; init; } = Channel.Start;

    /// <summary>The columns of its logits, and of its targets.</summary>
    public TargetGroup Columns => new(Start, Channel.Symbols ?? Channel.Width, Classes)
    {
        TargetStart = Channel.Start,
        IsNumber = Channel.Symbols is not null,
        IsSquared = IsSquared,
    };

    /// <summary>Whether a symbol that is wanted and scored ends the channel's answer: what comes after it is not judged.</summary>
    /// <param name="wanted">[Classes] the distribution wanted; where symbols are wanted by their numbers, the number alone.</param>
    public bool IsEndedBy(ReadOnlySpan<Real> wanted) => Terminator is { } terminator
        && (Channel.Symbols is null ? CrossEntropies.IndexOfLargest(wanted) : (int)wanted[0]) == terminator;

    /// <summary>As in files: <c>bits</c>, <c>squared</c>, <c>softmax</c>, or <c>softmax(10)</c> when there are several symbols.</summary>
    public override string ToString() => IsBits ? "bits"
        : IsSquared ? "squared"
        : Classes == Columns.Width ? "softmax"
        : string.Create(CultureInfo.InvariantCulture, $"softmax({Classes})");

    /// <summary>The columns of all channels, in their order, with neighbours that are scored alike in one.</summary>
    public static TargetGroup[] GroupsOf(IReadOnlyList<ChannelLoss> losses)
    {
        var groups = new List<TargetGroup>();
        foreach (TargetGroup columns in losses.Select(loss => loss.Columns))
            if (groups is [.., var last] && Alike(last, columns))
                groups[^1] = last with { Width = last.Width + columns.Width };
            else
                groups.Add(columns);
        return [.. groups];

        static bool Alike(TargetGroup one, TargetGroup other) =>
            (one.Classes, one.IsNumber, one.IsSquared) == (other.Classes, other.IsNumber, other.IsSquared);
    }
}
