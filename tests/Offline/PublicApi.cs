using System.Reflection;
using System.Runtime.CompilerServices;

namespace K8tre.Tests.Offline;

/// <summary>
/// The public and protected members of an assembly, one line each, without nullability: <c>Type.Member(type name = default) -&gt; modifiers
/// type</c>. The listings of the official packages are written in this form.
/// </summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(double)] = "double",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    /// <summary>The lines of an assembly.</summary>
    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetExportedTypes().SelectMany(Of);

    private static IEnumerable<string> Of(Type type) =>
    [
        $"{Name(type)} [{Kind(type)}]",
        .. type.GetConstructors(Declared).Where(constructor => !constructor.IsStatic && IsVisible(constructor)).Select(Constructor),
        .. type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Property),
        .. type.GetFields(Declared).Where(field => IsVisible(field) && !field.IsSpecialName).Select(Field),
        .. type.GetMethods(Declared).Where(method => IsVisible(method) && !IsAccessor(method)).Select(Method),
    ];

    private static string Constructor(ConstructorInfo constructor) =>
        $"{Name(constructor.DeclaringType!)}.ctor{Parameters(constructor)}{(constructor.IsPublic ? "" : " [protected]")}";

    private static string Property(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : "";
        var set = property.SetMethod is { } setter && IsVisible(setter) ? IsInit(setter) ? "init; " : "set; " : "";
        var accessor = property.GetAccessors(nonPublic: true).First(IsVisible);
        return $"{Name(property.DeclaringType!)}.{property.Name} {{ {get}{set}}} -> {Modifiers(accessor)}{Name(property.PropertyType)}";
    }

    private static string Field(FieldInfo field) =>
        $"{Name(field.DeclaringType!)}.{field.Name} [field] -> {(field.IsStatic ? "static " : "")}{Name(field.FieldType)}";

    private static string Method(MethodInfo method)
    {
        var typeParameters = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        var signature = $"{method.Name}{typeParameters}{Parameters(method)}";
        return $"{Name(method.DeclaringType!)}.{signature} -> {Modifiers(method)}{Name(method.ReturnType)}";
    }

    private static string Parameters(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(parameter =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + $"{Name(parameter.ParameterType)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "")))})";

    private static string Modifiers(MethodBase method) => (method.IsStatic ? "static " : "") + (method.IsPublic ? "" : "protected ");

    private static string Kind(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
            return "delegate";
        if (type.IsInterface)
            return "interface";
        if (type.IsValueType)
            return type.IsEnum ? "enum" : "struct";

        var kind = type switch
        {
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        return type.BaseType is { } super && super != typeof(object) ? $"{kind} : {Name(super)}" : kind;
    }

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.HasElementType)
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "&");
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";

        var home = type.DeclaringType is { } outer ? Name(outer) : type.Namespace;
        var own = type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..];
        return own.Length == 0
            ? $"{home}.{type.Name}"
            : $"{home}.{type.Name.Split('`')[0]}<{string.Join(", ", own.Select(Name))}>";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
