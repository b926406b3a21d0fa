using NeuralMemory.Testing;

namespace NeuralMemory.Machines.Tests;

/// <summary>How the tensors of a machine come of those of a golden case; the same holds for their gradients.</summary>
internal static class GoldenParts
{
    /// <summary>A tensor as it is.</summary>
    public static Func<IReadOnlyDictionary<string, GoldenTensor>, GoldenTensor> Of(string name) => tensors => tensors[name];

    /// <summary>Two matrices [O, ..] as one, side by side.</summary>
    public static Func<IReadOnlyDictionary<string, GoldenTensor>, GoldenTensor> Beside(string left, string right) =>
        tensors => Beside(tensors[left], tensors[right]);

    /// <summary>[O, ..] matrices as one, side by side.</summary>
    public static GoldenTensor Beside(params GoldenTensor[] parts)
    {
        int rows = parts[0].Shape[0];
        return new(
            [rows, parts.Sum(part => part.Shape[1])],
            [.. Enumerable.Range(0, rows).SelectMany(row => parts.SelectMany(part => part[row].Data))]);
    }

    /// <summary>Some columns of a matrix.</summary>
    public static GoldenTensor Columns(GoldenTensor tensor, int from, int count) => new(
        [tensor.Shape[0], count], [.. Enumerable.Range(0, tensor.Shape[0]).SelectMany(row => tensor[row].Data.Skip(from).Take(count))]);

    /// <summary>The tensor with zeros behind each of its rows, up to this width.</summary>
    public static GoldenTensor Widened(this GoldenTensor tensor, int width)
    {
        int own = tensor.Shape[^1];
        return new([.. tensor.Shape[..^1], width],
            [.. tensor.Data.Chunk(own).SelectMany(row => row.Concat(Enumerable.Repeat(0.0, width - own)))]);
    }

    /// <summary>The tensor with rows of zeros behind it, up to so many.</summary>
    public static GoldenTensor Lengthened(this GoldenTensor tensor, int rows) => new(
        [rows, .. tensor.Shape[1..]],
        [.. tensor.Data, .. new double[(rows - tensor.Shape[0]) * (tensor.Data.Length / tensor.Shape[0])]]);

    /// <summary>Rows [B, n, E] of equally long sequences as a batch packs them: [n, B, E].</summary>
    public static GoldenTensor Packed(GoldenTensor tensor) => tensor.SwapFirst();

    /// <summary>Weights [B, H, Q, K] as attention over blocks of rows has them: [B, Q, H, K].</summary>
    public static GoldenTensor HeadsOfBlocks(GoldenTensor tensor) => tensor.SwapMiddle();

    /// <summary>The same over the rows of a packed batch: [Q, B, H, K].</summary>
    public static GoldenTensor HeadsOfPacked(GoldenTensor tensor) => tensor.SwapMiddle().SwapFirst();
}
