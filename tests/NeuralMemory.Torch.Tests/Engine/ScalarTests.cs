using System.Reflection;
using TorchSharp;

namespace NeuralMemory.Torch.Tests;

/// <summary>
/// TorchSharp makes an object of each number that an operation takes, and the garbage collector may free it while the operation runs (see
/// <see cref="Numbers"/>): a crash once in thousands of passes, which no test of results would show.
/// </summary>
public sealed class ScalarTests
{
    private static readonly Dictionary<MethodBase, bool> Known = [];

    [Fact]
    public void No_operation_of_the_engine_takes_a_number_that_nothing_keeps()
    {
        string[] calls =
        [
            .. from type in typeof(TorchEngine).Assembly.GetTypes()
               where type != typeof(Numbers)
               from method in Calls.MethodsOf(type)
               from called in Calls.Of(method)
               where MakesNumbers(called)
               select $"{type.Name}.{method.Name} calls {called.DeclaringType?.Name}.{called}",
        ];
        Assert.Empty(calls);
    }

    [Fact]
    public void Such_operations_are_known()
    {
        Assert.True(MakesNumbers(typeof(torch.Tensor).GetMethod("square", [])!));
        Assert.True(MakesNumbers(typeof(torch.Tensor).GetMethod("add", [typeof(torch.Tensor)])!));
        Assert.False(MakesNumbers(typeof(torch.Tensor).GetMethod("add", [typeof(torch.Tensor), typeof(Scalar)])!));
        Assert.False(MakesNumbers(typeof(torch.Tensor).GetMethod("bmm")!));
        // What src/NeuralMemory.Torch/README.md tells those who write modules.
        Assert.True(MakesNumbers(typeof(torch.Tensor).GetMethod("op_Addition", [typeof(torch.Tensor), typeof(torch.Tensor)])!));
        Assert.False(MakesNumbers(typeof(torch.Tensor).GetMethod("mul", [typeof(torch.Tensor)])!));
        Assert.False(MakesNumbers(typeof(torch.Tensor).GetMethod("sub", [typeof(torch.Tensor)])!));
        Assert.False(MakesNumbers(typeof(torch.Tensor).GetMethods().First(method =>
            method.Name == "div" && method.GetParameters()[0].ParameterType == typeof(torch.Tensor))));
    }

    /// <summary>Whether a method of TorchSharp turns a number into such an object, by itself or through others.</summary>
    private static bool MakesNumbers(MethodBase method)
    {
        if (method.DeclaringType?.Assembly != typeof(torch).Assembly)
            return false;
        if (method.DeclaringType == typeof(Scalar))
            return method.Name == "op_Implicit";
        if (Known.TryGetValue(method, out bool makes))
            return makes;
        Known[method] = false;
        return Known[method] = Calls.Of(method).Any(MakesNumbers);
    }
}
