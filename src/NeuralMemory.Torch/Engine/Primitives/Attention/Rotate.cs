using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable RotateCore(Variable x, SequenceRows rows, int heads, int offset) => Run(() =>
    {
        int count = x.Rows, width = x.Shape.RowCount / heads;
        Tensor places = Indices(PlacesOf(rows, count, offset));
        int most = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(rows.Longest + offset));
        Tensor cosines = OfTape("rotary cosines", width, () => Rotary(most, width, sines: false), most).index_select(0, places);
        Tensor sines = OfTape("rotary sines", width, () => Rotary(most, width, sines: true), most).index_select(0, places);
        Tensor plain = Of(x).view(count, heads, width);
        Tensor exchanged = plain.view(count, heads, width / 2, 2).flip([3]).view(count, heads, width);
        Tensor y = plain.mul(cosines.view(count, 1, width)).addcmul(exchanged, sines.view(count, 1, width), Numbers.One);
        return Result("Rotate", y.view(count, heads * width), x.Shape);
    });

    /// <summary>[count] the place of each row; 0, where nothing turns, for rows of no sequence.</summary>
    private static long[] PlacesOf(SequenceRows rows, int count, int offset)
    {
        var places = new long[count];
        for (int sequence = 0; sequence < rows.Sequences; sequence++)
            for (int i = 0; i < rows.Count(sequence); i++)
                places[rows[sequence][i]] = offset + i;
        return places;
    }

    /// <summary>[places, D] the cosines of the angles of all pairs, twice each, or their sines, first negative.</summary>
    private Tensor Rotary(int places, int width, bool sines)
    {
        var numbers = new Real[places * width];
        for (int i = 0; i < numbers.Length; i++)
        {
            double angle = i / width / Math.Pow(10_000, (double)(i % width / 2 * 2) / width);
            numbers[i] = (Real)(!sines ? Math.Cos(angle) : i % 2 == 0 ? -Math.Sin(angle) : Math.Sin(angle));
        }

        return Transfer.Up(numbers, [places, width], _device);
    }
}
