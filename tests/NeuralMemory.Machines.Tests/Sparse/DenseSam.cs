using NeuralMemory.Autodiff;

namespace NeuralMemory.Machines.Tests;

/// <summary>
/// The memory of one sequence of a sparse access memory whose heads read every slot, by the equations of Rae et al. 2016, sections 3.1 and
/// 3.2, in plain loops over all slots: nothing is left out, and nothing is looked up.
/// </summary>
internal sealed class DenseSam(int slots, int width, int heads, double threshold)
{
    private readonly double[] _lastUse = [.. Enumerable.Range(0, slots).Select(slot => (double)(slot - slots))];

    /// <summary>[N][W]</summary>
    public double[][] Memory { get; } = [.. Enumerable.Range(0, slots).Select(_ => new double[width])];

    /// <summary>[H][N] w_read.</summary>
    public double[][] ReadWeights { get; private set; } = [.. Enumerable.Range(0, heads).Select(_ => new double[slots])];

    /// <summary>[H][N] w_write.</summary>
    public double[][] WriteWeights { get; private set; } = [];

    /// <summary>[H][W]</summary>
    public double[][] Reads { get; private set; } = [];

    /// <summary>A step: what the heads were told, sequence <paramref name="b"/> of a batch.</summary>
    public void Step(SamSignals signals, int b)
    {
        int[] free = [.. Enumerable.Range(0, slots).OrderBy(slot => _lastUse[slot]).ThenBy(slot => slot).Take(heads)];
        // Equation 5: w_write = a (g w_read' + (1 - g) one of the slot that was not used for the longest time).
        WriteWeights = [.. Enumerable.Range(0, heads).Select(head => Enumerable.Range(0, slots).Select(slot =>
        {
            double gate = At(signals.WriteGates, b * heads + head), mix = At(signals.MixGates, b * heads + head);
            return gate * (mix * ReadWeights[head][slot] + (1 - mix) * (free[head] == slot ? 1 : 0));
        }).ToArray())];
        // Equation 3: M = (1 - R) M' + A.
        foreach (int slot in free)
            Array.Clear(Memory[slot]);
        for (int slot = 0; slot < slots; slot++)
            for (int i = 0; i < width; i++)
                for (int head = 0; head < heads; head++)
                    Memory[slot][i] += WriteWeights[head][slot] * At(signals.Add, (b * heads + head) * width + i);
        ReadWeights = [.. Enumerable.Range(0, heads).Select(head => Look(signals, b * heads + head))];
        Reads = [.. ReadWeights.Select(weights => Enumerable.Range(0, width)
            .Select(i => Enumerable.Range(0, slots).Sum(slot => weights[slot] * Memory[slot][i])).ToArray())];
        for (int slot = 0; slot < slots; slot++)
            _lastUse[slot] = Enumerable.Range(0, heads).Sum(head => ReadWeights[head][slot] + WriteWeights[head][slot]) > threshold
                ? 0 : _lastUse[slot] - 1;
    }

    /// <summary>softmax of strength * cosine.</summary>
    private double[] Look(SamSignals signals, int head)
    {
        double[] key = [.. Enumerable.Range(0, width).Select(i => At(signals.ReadKeys, head * width + i))];
        double[] scores = [.. Memory.Select(word => At(signals.ReadStrengths, head) * key.Zip(word, (k, m) => k * m).Sum()
            / Math.Sqrt((key.Sum(k => k * k) + 1e-6) * (word.Sum(m => m * m) + 1e-6)))];
        double[] powers = [.. scores.Select(score => Math.Exp(score - scores.Max()))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    private static double At(Variable numbers, int place) => numbers.Span[place];
}
