namespace NeuralMemory.Onnx;

/// <summary>A tensor of a graph that is being built; its methods add the operations of ONNX, opset 17.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Name">What nodes call it.</param>
internal readonly record struct Value(GraphBuilder Graph, string Name)
{
    public Value Add(Value other) => Graph.Node("Add", [this, other]);

    public Value Add(double number) => Add(Graph.Number(number));

    public Value Subtract(Value other) => Graph.Node("Sub", [this, other]);

    public Value Multiply(Value other) => Graph.Node("Mul", [this, other]);

    public Value Multiply(double number) => Multiply(Graph.Number(number));

    /// <summary>The rest of a division, from 0 on where the divisor is above 0.</summary>
    public Value Modulo(Value other) => Graph.Node("Mod", [this, other]);

    public Value Divide(Value other) => Graph.Node("Div", [this, other]);

    /// <summary>1 - x.</summary>
    public Value FromOne() => Graph.Number(1).Subtract(this);

    public Value Absolute() => Graph.Node("Abs", [this]);

    public Value Cosine() => Graph.Node("Cos", [this]);

    public Value Sine() => Graph.Node("Sin", [this]);

    public Value ErrorFunction() => Graph.Node("Erf", [this]);

    public Value Exponential() => Graph.Node("Exp", [this]);

    public Value Logarithm() => Graph.Node("Log", [this]);

    public Value Reciprocal() => Graph.Node("Reciprocal", [this]);

    public Value Relu() => Graph.Node("Relu", [this]);

    public Value Sigmoid() => Graph.Node("Sigmoid", [this]);

    public Value Softplus() => Graph.Node("Softplus", [this]);

    public Value Root() => Graph.Node("Sqrt", [this]);

    public Value Tanh() => Graph.Node("Tanh", [this]);

    /// <summary>Over the last dimension.</summary>
    public Value Softmax() => Graph.Node("Softmax", [this], GraphAttribute.Of("axis", -1));

    public Value Clip(double least, double most) => Graph.Node("Clip", [this, Graph.Number(least), Graph.Number(most)]);

    public Value AtLeast(double least) => Graph.Node("Max", [this, Graph.Number(least)]);

    public Value AtMost(double most) => Graph.Node("Min", [this, Graph.Number(most)]);

    public Value MatMul(Value other) => Graph.Node("MatMul", [this, other]);

    public Value Transpose(params long[] order) => Graph.Node("Transpose", [this], GraphAttribute.OfWholes("perm", order));

    /// <summary>0 stands for the dimension that is there, -1 for what is left.</summary>
    public Value Reshape(params long[] dimensions) => Graph.Node("Reshape", [this, Graph.Wholes(dimensions)]);

    /// <summary>[B, ...] as a matrix [B, the rest].</summary>
    public Value Flatten() => Graph.Node("Flatten", [this], GraphAttribute.Of("axis", 1));

    public Value Unsqueeze(params long[] axes) => Graph.Node("Unsqueeze", [this, Graph.Wholes(axes)]);

    public Value Squeeze(params long[] axes) => Graph.Node("Squeeze", [this, Graph.Wholes(axes)]);

    public Value Sum(long axis, bool keeps) =>
        Graph.Node("ReduceSum", [this, Graph.Wholes(axis)], GraphAttribute.Of("keepdims", keeps ? 1 : 0));

    public Value Product(long axis) =>
        Graph.Node("ReduceProd", [this], GraphAttribute.OfWholes("axes", axis), GraphAttribute.Of("keepdims", 0));

    /// <summary>x.x along an axis, which becomes 1.</summary>
    public Value SquareSum(long axis) => Multiply(this).Sum(axis, keeps: true);

    /// <summary>Some of an axis: from one index to before another; negative ones count from the end.</summary>
    public Value Slice(long axis, long from, long to) =>
        Graph.Node("Slice", [this, Graph.Wholes(from), Graph.Wholes(to), Graph.Wholes(axis)]);

    /// <summary>The first rows, as many as a tensor [1] says.</summary>
    public Value FirstRows(Value count) => Graph.Node("Slice", [this, Graph.Wholes(0), count, Graph.Wholes(0)]);

    public Value[] Split(long axis, params long[] sizes) => sizes.Length == 1
        ? [this]
        : Graph.Node("Split", sizes.Length, [this, Graph.Wholes(sizes)], GraphAttribute.Of("axis", axis));

    public Value Gather(Value indices, long axis) => Graph.Node("Gather", [this, indices], GraphAttribute.Of("axis", axis));

    /// <summary>Along the last dimension, element by element.</summary>
    public Value GatherElements(Value indices) => Graph.Node("GatherElements", [this, indices], GraphAttribute.Of("axis", -1));

    /// <summary>The same with other numbers in some places of the last dimension.</summary>
    public Value ScatterElements(Value indices, Value numbers) =>
        Graph.Node("ScatterElements", [this, indices, numbers], GraphAttribute.Of("axis", -1));

    /// <summary>Adds numbers in some places of the last dimension; a place may come several times.</summary>
    public Value ScatterSum(Value indices, Value numbers) => Graph.Node(
        "ScatterElements", [this, indices, numbers], GraphAttribute.Of("axis", -1), GraphAttribute.OfText("reduction", "add"));

    /// <summary>The highest or lowest numbers of the last dimension, in order, of equal ones the first; and where they stand.</summary>
    public (Value Numbers, Value Indices) TopK(Value count, bool highest)
    {
        Value[] both = Graph.Node(
            "TopK", 2, [this, count], GraphAttribute.Of("axis", -1), GraphAttribute.Of("largest", highest ? 1 : 0),
            GraphAttribute.Of("sorted", 1));
        return (both[0], both[1]);
    }

    public Value Cast(ElementType type) => Graph.Node("Cast", [this], GraphAttribute.Of("to", (long)type));

    public Value Expand(Value shape) => Graph.Node("Expand", [this, shape]);

    /// <summary>[rank] all of them.</summary>
    public Value Dimensions() => Graph.Node("Shape", [this]);

    /// <summary>[1] one of the dimensions.</summary>
    public Value Size(long axis) =>
        Graph.Node("Shape", [this], GraphAttribute.Of("start", axis), GraphAttribute.Of("end", axis + 1));

    /// <summary>[count] 0, 1 and so on, as many as a tensor [1] says.</summary>
    public Value Range() => Graph.Node("Range", [Graph.Whole(0), Squeeze(0), Graph.Whole(1)]);

    public Value IsEqual(Value other) => Graph.Node("Equal", [this, other]);

    public Value IsLess(Value other) => Graph.Node("Less", [this, other]);

    public Value IsAtLeast(Value other) => Graph.Node("GreaterOrEqual", [this, other]);

    public Value IsMore(Value other) => Graph.Node("Greater", [this, other]);

    public Value And(Value other) => Graph.Node("And", [this, other]);

    public Value Or(Value other) => Graph.Node("Or", [this, other]);

    public Value Not() => Graph.Node("Not", [this]);

    /// <summary>Where this is true one tensor's numbers, and else another's.</summary>
    public Value Choose(Value yes, Value no) => Graph.Node("Where", [this, yes, no]);

    /// <summary>Tensors behind one another.</summary>
    public static Value Concat(long axis, params ReadOnlySpan<Value> parts) => parts.Length == 1
        ? parts[0]
        : parts[0].Graph.Node("Concat", parts, GraphAttribute.Of("axis", axis));
}
