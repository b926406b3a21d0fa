using System.Text.Json;

namespace NeuralMemory.Testing;

/// <summary>A row-major tensor in double precision.</summary>
internal sealed record GoldenTensor(int[] Shape, double[] Data)
{
    /// <summary>The numbers in the engine's precision.</summary>
    public Real[] ToReal() => Array.ConvertAll(Data, x => (Real)x);

    /// <summary>The part with this index of the first dimension.</summary>
    public GoldenTensor this[int index]
    {
        get
        {
            int rows = Data.Length / Shape[0];
            return new(Shape[1..], Data[(index * rows)..((index + 1) * rows)]);
        }
    }

    /// <summary>The tensor with its last two dimensions exchanged: a memory [.., slots, width] becomes [.., width, slots].</summary>
    public GoldenTensor SwapLast()
    {
        int rows = Shape[^2], columns = Shape[^1], size = rows * columns;
        var swapped = new double[Data.Length];
        for (int i = 0; i < Data.Length; i++)
        {
            int row = i % size / columns, column = i % columns;
            swapped[i / size * size + column * rows + row] = Data[i];
        }

        return new([.. Shape[..^2], columns, rows], swapped);
    }

    /// <summary>The tensor with its first two dimensions exchanged: [time, batch, ..] becomes [batch, time, ..].</summary>
    public GoldenTensor SwapFirst()
    {
        int first = Shape[0], second = Shape[1], size = Data.Length / (first * second);
        var swapped = new double[Data.Length];
        for (int i = 0; i < first; i++)
            for (int j = 0; j < second; j++)
                Array.Copy(Data, (i * second + j) * size, swapped, (j * first + i) * size, size);
        return new([second, first, .. Shape[2..]], swapped);
    }

    /// <summary>The tensor [B, H, n, D] with its middle dimensions exchanged: [B, n, H, D].</summary>
    public GoldenTensor SwapMiddle()
    {
        IEnumerable<GoldenTensor> parts = Enumerable.Range(0, Shape[0]).Select(i => this[i].SwapFirst());
        return new([Shape[0], Shape[2], Shape[1], Shape[3]], [.. parts.SelectMany(part => part.Data)]);
    }

    internal static GoldenTensor Read(JsonElement element) => new(
        [.. element.GetProperty("shape").EnumerateArray().Select(x => x.GetInt32())],
        [.. element.GetProperty("data").EnumerateArray().Select(x => x.GetDouble())]);
}
