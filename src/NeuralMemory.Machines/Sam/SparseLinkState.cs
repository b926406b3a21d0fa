using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// The temporal links of a step of a sparse machine. Letters: B sequences, H heads, K slots that a head finds, E links of a slot.
/// </summary>
public sealed class SparseLinkState
{
    private const string Slots = "links/precedence/slots", Weights = "links/precedence/top";
    private const string Values = "links/values", Listed = "links/listed";

    private Tape _tape = null!;

    /// <summary>The links after this step's writes. The next step changes them in place: then these are of no use any more.</summary>
    public SlotLinks Links { get; private set; } = null!;

    /// <summary>[B, H, E] how much each slot was the last one written.</summary>
    public SparseWeighting Precedence { get; private set; }

    /// <summary>[B, H, K] what the heads found by content; of no meaning before the first step.</summary>
    public SparseWeighting Content { get; private set; }

    /// <summary>[B, H, K] the slots written after those that the step before read; of no meaning before the first step.</summary>
    public SparseWeighting Forward { get; private set; }

    /// <summary>[B, H, K] the slots written before those that the step before read; of no meaning before the first step.</summary>
    public SparseWeighting Backward { get; private set; }

    internal static SparseLinkState Start(Tape tape, int batch, int heads, int slots, int entries)
    {
        SparseLinkState state = tape.Rent<SparseLinkState>();
        state._tape = tape;
        state.Links = tape.NewSlotLinks(batch, heads, slots, entries);
        var shape = new Shape(batch, heads, state.Links.Entries);
        state.Precedence = new(tape.Fill(shape, -1), tape.Fill(shape, 0));
        return state;
    }

    /// <summary>After a step's writes, and where the links lead from what the step before read.</summary>
    internal SparseLinkState Next(Tape tape, SparseWeighting writes, SparseWeighting previousReads, SparseWeighting content, int most)
    {
        SparseLinkState state = tape.Rent<SparseLinkState>();
        (state._tape, state.Content) = (tape, content);
        (state.Links, state.Precedence) = tape.WriteLinks(Links, Precedence, writes);
        (state.Forward, state.Backward) = tape.FollowLinks(state.Links, previousReads, writes.Slots.Rows, most);
        return state;
    }

    /// <summary>Where the heads read.</summary>
    internal SparseWeighting Mix(Tape tape, Variable modes) => tape.SparseReadWeighting(modes, Backward, Content, Forward);

    internal void Describe(ITraceWriter trace)
    {
        int slots = SparseTrace.SlotsOf(Links.Slots);
        trace.Write("read/content", _tape.SpreadSlots(Content, slots));
        trace.Write("links/backward", _tape.SpreadSlots(Backward, slots));
        trace.Write("links/forward", _tape.SpreadSlots(Forward, slots));
        trace.Write("links/precedence", _tape.SpreadSlots(Precedence, slots));
        if (Links.Slots <= SlotLinks.MostDense)
            trace.Write(Values, _tape.LinkMatrix(Links, Links.Slots));
    }

    internal void VisitState(IStateVisitor visitor)
    {
        Variable names = visitor.Visit(Slots, Precedence.Slots);
        Precedence = new(names, visitor.Visit(Weights, Precedence.Weights));
        if (!visitor.SeesStores)
            return;
        if (Links.Slots > SlotLinks.MostDense)
        {
            Variable list = _tape.LinksListed(Links);
            if (visitor.VisitGrown(Listed, list) is { } newList && newList != list)
                Links = _tape.SetLinksListed(Links, newList);
            return;
        }

        Variable matrix = _tape.LinkMatrix(Links, Links.Slots), newMatrix = visitor.Visit(Values, matrix);
        if (newMatrix != matrix)
            Links = _tape.SetLinks(Links, newMatrix);
    }
}
