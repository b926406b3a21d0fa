using NeuralMemory.Autodiff;
using NeuralMemory.Machines;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The floating-point operations of training one time-step of one sequence. By the usual convention they follow from the mathematics of
/// the model, not from what an implementation does, a multiply-add counts as two, and the backward pass as twice the forward one.
/// <code>
/// linear layer of K inputs (bias included) and O outputs, forward:                 2 K O
/// memory of N slots of width W, R readers, V writers, H = R + V heads, forward:
///   content addressing, the squared length of every slot:                          2 N W
///   content addressing, key times slot, for each head:                             2 N W H
///   reading, the weighted sum of the slots, for each reader:                       2 N W R
///   writing, m + w (a - e m), two multiply-adds for each writer:                   4 N W V
/// time-step, forward and backward:  3 (sum over layers of 2 K O + N W (2 + 2 H + 2 R + 4 V))
/// Differentiable Neural Computer, forward, with links of E entries a slot (N dense, K sparse, 0 none):
///   content addressing twice, before and after writing: squared lengths 4 N W  (masked: 2 N W for each head)
///   key times slot, reading and writing as above:                    N W (2 H + 2 R + 4 V)
///   erasing what was freed, where it is:                             N W
///   links, (1 - w - w) l + w p, two multiply-adds for each writer:   4 N E V
///   what is read forward and backward along them, for each reader:   4 N E V R
/// time-step:  3 (sum over layers of 2 K O + N W (4 + 2 H + 2 R + 4 V) + 4 N E V (1 + R))
/// Fast weights, forward, of a layer of width E with H heads: what the key reads, the write and the read, 2 E E / H each (nothing is read
/// by the key where values pile up), and convolutions over K steps of queries, keys and values, 2 K E each
/// </code>
/// Not counted, although they take time: sigmoids and other functions, softmax, all of location addressing, usage and allocation (which
/// are of the order of N H, not of N W), the loss, sampling, clipping and the optimizer. Counted, although the engine spares it: the
/// gradient of the task's inputs.
/// </summary>
internal static class FlopCount
{
    /// <summary>The operations of one time-step of one sequence.</summary>
    public static long OfTimeStep(MachineConfig machine, ParameterSet parameters)
    {
        long forward = 0;
        foreach (Parameter parameter in parameters.Items)
            if (parameter.Layout is { } layout)
                forward += 2L * layout.Inputs * layout.Outputs;
        if (machine is NtmConfig ntm)
        {
            (int readers, int writers) = (ntm.Heads.Read, ntm.Heads.Write);
            forward += (long)ntm.Memory.Slots * ntm.Memory.Width * (2 + 2 * (readers + writers) + 2 * readers + 4 * writers);
        }

        if (machine is DncConfig dnc)
            forward += OfMemory(dnc);
        if (machine is FastWeightsConfig weights)
            forward += OfFastWeights(weights);
        return 3 * forward;
    }

    private static long OfFastWeights(FastWeightsConfig config)
    {
        int products = config.Rule == FastWeightsRule.Additive ? 4 : 6;
        return config.Layers * (products * config.LargestState + 3L * 2 * config.Convolution * config.Width);
    }

    private static long OfMemory(DncConfig dnc)
    {
        (int readers, int writers, int slots) = (dnc.Heads.Read, dnc.Heads.Write, dnc.Memory.Slots);
        int heads = readers + writers, squares = dnc.Lookup.Masked ? 2 * heads : 4;
        long entries = dnc.Links.Kind switch
        {
            LinksKind.Dense => slots,
            LinksKind.Sparse => Math.Min(dnc.Links.Entries, slots),
            _ => 0,
        };
        return (long)slots * dnc.Memory.Width * (squares + 2 * heads + 2 * readers + 4 * writers + (dnc.Deallocate ? 1 : 0))
            + 4 * slots * entries * writers * (1 + readers);
    }
}
