using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NeuralMemory.PublicApi.Tests;

/// <summary>Types as C# writes them.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
    };

    /// <summary>A declared type with the types around it and its type parameters, without its namespace.</summary>
    public static string Full(Type type) => Named(type, null);

    /// <summary>A type where nothing is known about null.</summary>
    public static string Of(Type type) => Of(type, null);

    /// <summary>The type of a field.</summary>
    public static string Of(FieldInfo field) => Of(field.FieldType, new NullabilityInfoContext().Create(field));

    /// <summary>A type that is used; <c>?</c> where it may be null.</summary>
    /// <param name="type">The type.</param>
    /// <param name="nullability">What is known about null, of it and of its parts.</param>
    public static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!, nullability);
        if (type.IsPointer)
            return $"{Of(type.GetElementType()!)}*";
        bool maybeNull = nullability is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable };
        string mark = maybeNull && !type.IsValueType ? "?" : "";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Of(underlying, nullability?.GenericTypeArguments.ElementAtOrDefault(0))}?";
        if (type.IsGenericParameter)
            return type.Name;
        if (Keywords.TryGetValue(type, out string? keyword))
            return keyword + mark;
        if (type.IsGenericType && typeof(ITuple).IsAssignableFrom(type) && type.IsValueType)
            return $"({string.Join(", ", type.GetGenericArguments().Select((each, i) => Of(each, Argument(nullability, i))))})";
        return Named(type, nullability) + mark;
    }

    /// <summary>The constraints of type parameters, as C# writes them.</summary>
    public static string Constraints(Type[] parameters) =>
        string.Concat(parameters.Where(each => each.IsGenericParameter).Select(Constraints));

    private static string Constraints(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        List<string> all = [];
        if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            all.Add("struct");
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            all.Add("class");
        all.AddRange(parameter.GetGenericParameterConstraints().Where(each => each != typeof(ValueType)).Select(Of)
            .Order(StringComparer.Ordinal));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)
            && !attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            all.Add("new()");
        return all.Count > 0 ? $" where {parameter.Name} : {string.Join(", ", all)}" : "";
    }

    /// <summary>The type's name, after those of the types around it, with arguments.</summary>
    private static string Named(Type type, NullabilityInfo? nullability)
    {
        Type[] arguments = type.GetGenericArguments();
        List<string> parts = [];
        int done = 0;
        foreach (Type each in Around(type))
        {
            string[] name = each.Name.Split('`');
            int count = name.Length > 1 ? int.Parse(name[1], CultureInfo.InvariantCulture) : 0;
            string[] own = [.. Enumerable.Range(done, count).Select(i => Of(arguments[i], Argument(nullability, i)))];
            parts.Add(own.Length > 0 ? $"{name[0]}<{string.Join(", ", own)}>" : name[0]);
            done += count;
        }

        return string.Join('.', parts);
    }

    private static NullabilityInfo? Argument(NullabilityInfo? nullability, int index) =>
        nullability?.GenericTypeArguments.ElementAtOrDefault(index);

    private static IEnumerable<Type> Around(Type type) => type.DeclaringType is { } outer ? Around(outer).Append(type) : [type];
}
