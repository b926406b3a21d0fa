namespace NeuralMemory.Autodiff.Tests;

/// <summary>Stored programs.</summary>
internal static partial class PrimitiveCases
{
    private static readonly ProgramRun[] OneRun = [new(0, 3)], Runs = [new(0, 5), new(1, 9), new(1, 1), new(0, 2)];

    private static Dictionary<string, PrimitiveCase[]> OfPrograms() => new()
    {
        [nameof(Tape.ProgramWeights)] = [Programs(heads: 1, programs: 1, 2), Programs(heads: 2, programs: 3, 2), Programs(3, 9, 17)],
        [nameof(Tape.MixPrograms)] =
        [
            new([(new(Batch, 6), Domain.Any), (new(Batch, 1, 2), Domain.Distribution)], (t, x) => [t.MixPrograms(x[0], x[1], OneRun)]),
            new([(new(Batch, 51), Domain.Any), (new(Batch, 2, 3), Domain.Distribution)], (t, x) => [t.MixPrograms(x[0], x[1], Runs)]),
        ],
    };

    private static PrimitiveCase Programs(int heads, int programs, int width) => new(
        [
            (new(Batch, heads, width), Domain.Any), (new(Batch, heads, 1), Domain.AboveZero), (new(heads, programs, width), Domain.Any),
        ],
        (t, x) => [t.ProgramWeights(x[0], x[1], x[2])]);
}
