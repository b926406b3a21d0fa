using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Numbers as a parameter set lays them out: whole cache lines, zeros at the end.</summary>
internal static class PaddedBlock
{
    public static int LengthFor(int count)
    {
        const int line = NativeBuffer.Alignment / sizeof(Real);
        return (count + line - 1) / line * line;
    }

    public static Real[] Of(ReadOnlySpan<double> numbers)
    {
        var block = new Real[LengthFor(numbers.Length)];
        for (int i = 0; i < numbers.Length; i++)
            block[i] = (Real)numbers[i];
        return block;
    }
}
