using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Onnx;

internal sealed partial class GraphTape
{
    protected override Variable AllocationCore(Variable usage, Variable allocationGates, Variable writeGates)
    {
        Graph.Begin("Allocation");
        int rows = usage.Rows, slots = usage.Shape[1], writers = writeGates.Shape[1];
        Value used = Of(usage);
        var allocations = new Value[writers];
        for (int v = 0; v < writers; v++)
        {
            Value allocation = Allocate(used, slots);
            allocations[v] = allocation.Unsqueeze(1);
            if (v == writers - 1)
                break;
            Value gate = Of(allocationGates, rows).Multiply(Of(writeGates, rows)).Slice(1, v, v + 1).Squeeze(2);
            used = used.Add(used.FromOne().Multiply(gate.Multiply(allocation)));
        }

        return Result(Value.Concat(1, allocations), new Shape(rows, writers, slots));
    }

    /// <summary>What one writer allocates at these usages [B, N].</summary>
    private Value Allocate(Value usage, int slots)
    {
        (Value sorted, Value order) = usage.TopK(Graph.Wholes(slots), highest: false);
        // Of the product of all that stand before. In double precision, where a sum of logarithms is as good as it; of zero it is zero.
        Value logs = sorted.Cast(ElementType.Double).Logarithm();
        Value before = Graph.Node("CumSum", [logs, Graph.Whole(1)], GraphAttribute.Of("exclusive", 1));
        Value allocation = sorted.FromOne().Multiply(before.Exponential().Cast(ElementType.Single));
        return usage.ScatterElements(order, allocation);
    }
}
