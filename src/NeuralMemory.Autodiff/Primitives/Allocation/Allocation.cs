using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>
    /// Which slots are free to be written (Graves et al. 2016, Methods, "Dynamic memory allocation"): with the slots sorted by usage,
    /// ascending, ties by index, a(n) = (1 - u(n)) prod of the usages sorted before it. With several writers, as in DeepMind's published
    /// code, what one allocates counts as used for the next: (1 - u) g a is added to u, g its allocation gate times its write gate. The
    /// gradient goes through the sorted usages; the order itself has none.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="usage">[B, N] u, in [0, 1].</param>
    /// <param name="allocationGates">[B, V, 1] in [0, 1].</param>
    /// <param name="writeGates">[B, V, 1] in [0, 1].</param>
    /// <returns>[B, V, N], each row summing to at most 1.</returns>
    public static Variable Allocation(this Tape tape, Variable usage, Variable allocationGates, Variable writeGates)
    {
        int rows = usage.Rows, slots = usage.Shape[1], writers = writeGates.Shape[1];
        Expect.Rows(allocationGates, rows, writers, 1);
        Expect.Rows(writeGates, rows, writers, 1);
        Variable allocation = tape.New(new Shape(rows, writers, slots));
        Real* usages = tape.Scratch(rows * writers * slots);
        int* order = (int*)tape.Scratch(rows * writers * slots);
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

        if (tape.IsRecording)
            tape.Record<AllocationNode>().Set(usage, allocationGates, writeGates, allocation, usages, order);
        return allocation;
    }

    private sealed class AllocationNode : Node
    {
        private Variable _usage = null!, _allocationGates = null!, _writeGates = null!, _allocation = null!;
        private Real* _usages;
        private int* _order;

        public override string Name => "Allocation";

        public override Variable Output => _allocation;

        public override IReadOnlyList<string> Axes => ["sequence", "head", "slot"];

        public void Set(
            Variable usage, Variable allocationGates, Variable writeGates, Variable allocation, Real* usages, int* order)
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

        public override void Backward(Tape tape)
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
