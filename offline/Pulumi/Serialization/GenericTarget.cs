using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>Types made of other types.</summary>
internal static class GenericTarget
{
    private static readonly Dictionary<Type, Type> Targets = new()
    {
        [typeof(Nullable<>)] = typeof(NullableTarget<>),
        [typeof(ImmutableArray<>)] = typeof(ArrayTarget<>),
        [typeof(Union<,>)] = typeof(UnionTarget<,>),
        [typeof(Output<>)] = typeof(OutputTarget<>),
    };

    /// <exception cref="InvalidOperationException">Outputs may not have this type.</exception>
    public static TargetType Create(Type type, string context)
    {
        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(ImmutableDictionary<,>))
        {
            return type.GenericTypeArguments[0] == typeof(string)
                ? Instance(typeof(DictionaryTarget<>), type.GenericTypeArguments[1])
                : throw new InvalidOperationException(
                    $"{context} contains invalid type {type.FullName}:\n    The only allowed ImmutableDictionary 'TKey' type is 'String'.");
        }

        return Targets.TryGetValue(definition, out var target) ? Instance(target, type.GenericTypeArguments)
            : type.IsDefined(typeof(OutputTypeAttribute), inherit: false) ? new ObjectTarget(type)
            : throw new InvalidOperationException(
                $"{context} contains invalid type {type.FullName}:\n" +
                "    The only generic types allowed are ImmutableArray<...> and ImmutableDictionary<string, ...>");
    }

    private static TargetType Instance(Type target, params Type[] arguments) =>
        (TargetType)Activator.CreateInstance(target.MakeGenericType(arguments))!;
}

/// <summary>A value type, or none.</summary>
internal sealed class NullableTarget<T>() : TargetType(typeof(T?))
    where T : struct
{
    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn) =>
        Of(typeof(T), context).Convert(value, context, warn);

    protected override IEnumerable<(Type Type, string Context)> Parts(string context) => [(typeof(T), context)];
}

/// <summary>An array; without a value, the default one.</summary>
internal sealed class ArrayTarget<T>() : TargetType(typeof(ImmutableArray<T>))
{
    protected override object? Default => default(ImmutableArray<T>);

    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn)
    {
        if (value is not ImmutableArray<object?> elements)
            return (null, Mismatch(typeof(ImmutableArray<object>), value, context));

        var target = Of(typeof(T), context);
        var result = ImmutableArray.CreateBuilder<T>(elements.Length);
        foreach (var element in elements)
            result.Add(target.ConvertOrWarn(element, context, warn) is T converted ? converted : default!);
        return (result.MoveToImmutable(), null);
    }

    protected override IEnumerable<(Type Type, string Context)> Parts(string context) => [(typeof(T), context)];
}

/// <summary>A map with text keys.</summary>
internal sealed class DictionaryTarget<T>() : TargetType(typeof(ImmutableDictionary<string, T>))
{
    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn)
    {
        if (value is not ImmutableDictionary<string, object?> entries)
            return (null, Mismatch(typeof(ImmutableDictionary<string, object>), value, context));
        if (typeof(T) == typeof(object))
            return (entries, null);

        var target = Of(typeof(T), context);
        var result = ImmutableDictionary.CreateBuilder<string, T>();
        foreach (var (key, element) in entries)
            result.Add(key, target.ConvertOrWarn(element, context, warn) is T converted ? converted : default!);
        return (result.ToImmutable(), null);
    }

    protected override IEnumerable<(Type Type, string Context)> Parts(string context) => [(typeof(T), context)];
}

/// <summary>A value of the first type that it fits.</summary>
internal sealed class UnionTarget<T0, T1>() : TargetType(typeof(Union<T0, T1>))
{
    protected override object? Default => default(Union<T0, T1>);

    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn)
    {
        var (first, firstError) = Of(typeof(T0), context).Convert(value, context + ".AsT0", warn);
        if (firstError is null)
            return (Union<T0, T1>.FromT0((T0)first!), null);
        var (second, secondError) = Of(typeof(T1), context).Convert(value, context + ".AsT1", warn);
        return secondError is null
            ? (Union<T0, T1>.FromT1((T1)second!), null)
            : (null, $"Expected {typeof(T0).FullName} or {typeof(T1).FullName} but got {value.GetType().FullName} deserializing {context}");
    }

    protected override IEnumerable<(Type Type, string Context)> Parts(string context) => [(typeof(T0), context), (typeof(T1), context)];
}

/// <summary>An output inside the value of an output.</summary>
internal sealed class OutputTarget<T>() : TargetType(typeof(Output<T>))
{
    protected override (object? Result, string? Error) ConvertValue(object value, string context, Action<string> warn)
    {
        var (result, error) = Of(typeof(T), context).Convert(value, context, warn);
        return error is null ? (Output.Create((T)result!), null) : (null, error);
    }

    protected override IEnumerable<(Type Type, string Context)> Parts(string context) => [(typeof(T), context)];
}
