using System.Runtime.CompilerServices;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    /// <summary>Notes that a primitive reads a variable, so that nothing may overwrite it any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Touch(Variable a, [CallerMemberName] string primitive = "") => a.Touch(primitive);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Touch(Variable a, Variable b, [CallerMemberName] string primitive = "")
    {
        a.Touch(primitive);
        b.Touch(primitive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Touch(Variable a, Variable b, Variable c, [CallerMemberName] string primitive = "")
    {
        Touch(a, b, primitive);
        c.Touch(primitive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Touch(Variable a, Variable b, Variable c, Variable d, [CallerMemberName] string primitive = "")
    {
        Touch(a, b, c, primitive);
        d.Touch(primitive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Touch(Variable a, Variable b, Variable c, Variable d, Variable e, [CallerMemberName] string primitive = "")
    {
        Touch(a, b, c, d, primitive);
        e.Touch(primitive);
    }
}
