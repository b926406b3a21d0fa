using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override Variable AllocationCore(Variable usage, Variable allocationGates, Variable writeGates) => Run(() =>
    {
        int rows = usage.Rows, slots = usage.Shape[1], writers = writeGates.Shape[1];
        Tensor used = Of(usage);
        Tensor? gates = writers == 1 ? null : Of(allocationGates, rows).mul(Of(writeGates, rows));
        var allocations = new Tensor[writers];
        for (int v = 0; v < writers; v++)
        {
            Tensor allocation = allocations[v] = Allocate(used, slots);
            if (v < writers - 1)
                used = used.addcmul(_one.sub(used), gates!.select(1, v).mul(allocation), Numbers.One);
        }

        Tensor all = writers == 1 ? allocations[0].unsqueeze(1) : torch.stack(allocations, 1);
        return Result("Allocation", all, new Shape(rows, writers, slots), PrimitiveAxes.HeadSlots);
    });

    /// <summary>What one writer allocates at these usages [B, N].</summary>
    private Tensor Allocate(Tensor usage, int slots)
    {
        (Tensor sorted, Tensor order) = usage.sort(-1, descending: false, stable: true);
        Tensor allocation = _one.sub(sorted).mul(ProductBefore(sorted, slots));
        return torch.empty_like(allocation).scatter(1, order, allocation);
    }

    /// <summary>
    /// The product of the usages sorted before each. Torch's gradient of a product asks the device where zeros are, and waits; so the value
    /// comes from one way and the gradient from another: u(0) exp(sum of log u(j) over 1 ≤ j &lt; k). Its gradient by u(j) has the
    /// factor u(0) / u(j), at most 1 since u(0) is the least; and where u(j) is zero, u(0) is too, so that there is none, as it must be.
    /// </summary>
    private Tensor ProductBefore(Tensor sorted, int slots)
    {
        Tensor first = First(slots), later = Later(slots);
        Tensor logs = sorted.clamp_min(Numbers.Tiny).log().mul(later);
        Tensor smooth = logs.cumsum(-1).sub(logs).exp().mul(first.addcmul(later, sorted.narrow(1, 0, 1), Numbers.One));
        Tensor product = sorted.detach().cumprod(-1).narrow(1, 0, slots - 1);
        Tensor exact = torch.cat([Ones((int)sorted.shape[0]), product], 1);
        return smooth.add(exact.sub_(smooth.detach()), Numbers.One);
    }

    /// <summary>[N] 1 for the first slot, 0 for the others.</summary>
    private Tensor First(int slots) => OfTape("first", slots, () => torch.eye(1, slots, Precision.Type, _device).view(slots));

    /// <summary>[N] 0 for the first slot, 1 for the others.</summary>
    private Tensor Later(int slots) => OfTape("later", slots, () => _one.sub(First(slots)));
}
