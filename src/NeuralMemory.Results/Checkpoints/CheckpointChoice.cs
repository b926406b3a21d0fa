using System.Globalization;

namespace NeuralMemory.Results;

/// <summary>Which checkpoint of a run is meant: that of a step, the best one, or whichever is the latest.</summary>
/// <param name="Step">Its step; null for the best or the latest.</param>
/// <param name="IsBest">Whether it is the best one; <paramref name="Step"/> is null then.</param>
public readonly record struct CheckpointChoice(long? Step, bool IsBest = false)
{
    /// <summary>How a user asks for the best.</summary>
    public const string BestWord = "best";

    /// <summary>The latest one, also when a later one comes.</summary>
    public static CheckpointChoice Latest => default;

    /// <summary>The best one.</summary>
    public static CheckpointChoice Best => new(null, IsBest: true);

    /// <summary>Whether it is whichever is the latest.</summary>
    public bool IsLatest => Step is null && !IsBest;

    /// <summary>Reads <c>best</c>, the number of a step, or nothing for the latest.</summary>
    /// <param name="text">The text.</param>
    /// <param name="choice">The choice.</param>
    public static bool TryParse(string? text, out CheckpointChoice choice)
    {
        choice = text == BestWord ? Best : Latest;
        if (text is null or "" or BestWord or "latest")
            return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long step))
            return false;
        choice = new(step);
        return true;
    }

    /// <summary>What <see cref="TryParse"/> reads; empty for the latest.</summary>
    public override string ToString() => IsBest ? BestWord : Step?.ToString(CultureInfo.InvariantCulture) ?? "";
}
