namespace NeuralMemory.Exports;

/// <summary>What the parts of an episode are called in files: keys of JSON, and names of arrays.</summary>
internal static class EpisodeNames
{
    public const string Point = "point", Episode = "episode", Length = "length", Slots = "slots", Parameters = "parameters",
        Phases = "phases", Source = "source", Inputs = "inputs", Targets = "targets", Mask = "mask", Outputs = "outputs",
        Logits = "logits", Bits = "bits", TargetBits = "target_bits", WrongBits = "wrong_bits", TargetSymbols = "target_symbols",
        WrongSymbols = "wrong_symbols", SquaredError = "squared_error", TargetNumbers = "target_numbers",
        WrongNumbers = "wrong_numbers", Wanted = "wanted", Answer = "answer";

    /// <summary>The keys of an episode in JSON, those that are read again first.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Inputs, Targets, Mask, Source, Point, Episode, Length, Slots, Parameters, Phases, Outputs, Logits, Bits, TargetBits, WrongBits,
        TargetSymbols, WrongSymbols, SquaredError, TargetNumbers, WrongNumbers, Wanted, Answer,
    ];
}
