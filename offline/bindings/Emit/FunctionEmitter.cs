using K8tre.Offline.Bindings.Schema;

namespace K8tre.Offline.Bindings.Emit;

/// <summary>Writes provider functions: a static class with the plain form and the two that work on inputs.</summary>
internal sealed class FunctionEmitter(TypeNames types)
{
    private const string Deployment = "global::Pulumi.Deployment.Instance";

    public void Emit(CodeWriter writer, string token, FunctionSchema function)
    {
        var invoke = function.Returns is null ? "Invoke" : "InvokeSingle";
        var result = function.Returns is { } single ? types.Output(single) : $"{function.Name}Result";
        var task = $"global::System.Threading.Tasks.Task<{result}>";
        var (plain, plainRef) = Arguments($"{function.Name}Args", function.Args, isOptional: true);
        var (inputs, inputsRef) = Arguments($"{function.Name}InvokeArgs", function.OutputArgs, isOptional: true);
        var (required, _) = Arguments($"{function.Name}InvokeArgs", function.OutputArgs, isOptional: false);

        writer.Summary(function.Doc);
        writer.Obsolete(function.Deprecated);
        writer.Block($"public static class {function.Name}", () =>
        {
            writer.Summary(function.Doc);
            writer.Line($"public static {task} InvokeAsync({plain}InvokeOptions? options = null) =>");
            writer.Indented($"{Deployment}.{invoke}Async<{result}>(\"{token}\", {plainRef}, options.WithDefaults());");
            writer.Summary(function.Doc);
            writer.Line($"public static Output<{result}> Invoke({inputs}InvokeOptions? options = null) =>");
            writer.Indented($"{Deployment}.{invoke}<{result}>(\"{token}\", {inputsRef}, options.WithDefaults());");
            writer.Summary(function.Doc);
            writer.Line($"public static Output<{result}> Invoke({required}InvokeOutputOptions options) =>");
            writer.Indented($"{Deployment}.{invoke}<{result}>(\"{token}\", {inputsRef}, options.WithDefaults());");
        });
    }

    /// <summary>The parameter for the arguments, and the expression that passes it on.</summary>
    private static (string Parameter, string Reference) Arguments(
        string type, IReadOnlyDictionary<string, PropertySchema>? properties, bool isOptional)
    {
        if (properties is null or { Count: 0 })
            return ("", "InvokeArgs.Empty");
        var needsNone = isOptional && !properties.Values.Any(property => property.Required);
        return ($"{type}{(needsNone ? "? args = null" : " args")}, ", $"args ?? new {type}()");
    }
}
