using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable AllocationCore(Variable usage, Variable allocationGates, Variable writeGates) =>
        Allocation(Of(usage), Of(allocationGates), Of(writeGates));

    private NativeVariable Allocation(NativeVariable usage, NativeVariable allocationGates, NativeVariable writeGates)
    {
        int rows = usage.Rows, slots = usage.Shape[1], writers = writeGates.Shape[1];
        NativeVariable allocation = New(new Shape(rows, writers, slots));
        Real* usages = Scratch(rows * writers * slots);
        int* order = (int*)Scratch(rows * writers * slots);
        for (int b = 0; b < rows; b++)
        {
            for (int v = 0; v < writers; v++)
            {
                int writer = b * writers + v, at = writer * slots;
                if (v == 0)
                    Elementwise.Copy(usage.Value + b * slots, usages + at, slots);
                else
                    AllocationNode.Occupy(
                        usages + at - slots, allocationGates.Value[writer - 1] * writeGates.Value[writer - 1],
                        allocation.Value + at - slots, usages + at, slots);
                SlotOrder.Ascending(usages + at, slots, order + at);
                AllocationNode.Forward(usages + at, order + at, slots, allocation.Value + at);
            }
        }

        if (IsRecording)
            Record<AllocationNode>().Set(usage, allocationGates, writeGates, allocation, usages, order);
        return allocation;
    }

    private sealed class AllocationNode : Node
    {
        private NativeVariable _usage = null!, _allocationGates = null!, _writeGates = null!, _allocation = null!;
        private Real* _usages;
        private int* _order;

        public override string Name => "Allocation";

        public override NativeVariable Output => _allocation;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadSlots;

        public void Set(
            NativeVariable usage, NativeVariable allocationGates, NativeVariable writeGates, NativeVariable allocation, Real* usages,
            int* order)
        {
            (_usage, _allocationGates, _writeGates, _allocation) = (usage, allocationGates, writeGates, allocation);
            _usages = usages;
            _order = order;
        }

        public static void Forward(Real* usage, int* order, int slots, Real* allocation)
        {
            Real before = 1;
            for (int k = 0; k < slots; k++)
            {
                int n = order[k];
                allocation[n] = (1 - usage[n]) * before;
                before *= usage[n];
            }
        }

        public static void Occupy(Real* usage, Real gate, Real* allocation, Real* next, int slots)
        {
            for (int n = 0; n < slots; n++)
                next[n] = usage[n] + (1 - usage[n]) * gate * allocation[n];
        }

        public override void Backward(NativeTape tape)
        {
            int rows = _allocation.Rows, writers = _allocation.Shape[1], slots = _allocation.Shape[2];
            Real* dUsage = _usage.Accumulate(tape), dAllocationGates = _allocationGates.Accumulate(tape),
                dWriteGates = _writeGates.Accumulate(tape);
            Real* d = tape.Temporary(slots), dUsed = tape.Temporary(slots), before = tape.Temporary(slots);
            for (int b = 0; b < rows; b++, dUsage += slots)
            {
                // The gradient of the usage that a writer left to the next one.
                Elementwise.Clear(dUsed, slots);
                for (int v = writers - 1; v >= 0; v--)
                {
                    int writer = b * writers + v, at = writer * slots;
                    Elementwise.Copy(_allocation.Gradient + at, d, slots);
                    if (v < writers - 1)
                    {
                        Real dGate = Unoccupy(
                            _usages + at, _allocationGates.Value[writer] * _writeGates.Value[writer], _allocation.Value + at, dUsed, d,
                            slots);
                        dAllocationGates[writer] += dGate * _writeGates.Value[writer];
                        dWriteGates[writer] += dGate * _allocationGates.Value[writer];
                    }

                    Sorted(_usages + at, _order + at, d, before, dUsed, slots);
                }

                Elementwise.Add(dUsed, dUsage, slots);
            }
        }

        /// <summary>
        /// Through u + (1 - u) g a: turns the gradient of the result into that of u, adds to that of a, returns that of g.
        /// </summary>
        private static Real Unoccupy(Real* usage, Real gate, Real* allocation, Real* dUsed, Real* dAllocation, int slots)
        {
            Real sum = 0;
            for (int n = 0; n < slots; n++)
            {
                Real dOccupied = dUsed[n] * (1 - usage[n]);
                sum += dOccupied * allocation[n];
                dAllocation[n] += dOccupied * gate;
                dUsed[n] *= 1 - gate * allocation[n];
            }

            return sum;
        }

        /// <summary>
        /// Adds to the gradient of the usages. With P(k) the product of the usages sorted before k, and S(k) the sum over later i of
        /// d(i) (1 - u(i)) times the product of the usages between them, it is P(k) (S(k) - d(k)): no division, so usages of 0 are no
        /// special case.
        /// </summary>
        private static void Sorted(Real* usage, int* order, Real* d, Real* before, Real* dUsage, int slots)
        {
            Real product = 1;
            for (int k = 0; k < slots; k++)
            {
                before[k] = product;
                product *= usage[order[k]];
            }

            Real later = 0;
            for (int k = slots - 1; k >= 0; k--)
            {
                int n = order[k];
                dUsage[n] += before[k] * (later - d[n]);
                later = d[n] * (1 - usage[n]) + usage[n] * later;
            }
        }
    }
}
