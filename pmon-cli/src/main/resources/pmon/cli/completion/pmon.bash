# Completion of pmon's command lines for bash. Load it with: source <(pmon completion bash)
_pmon() {
    local line=${COMP_LINE:0:COMP_POINT} cur program candidate description action found i head=
    local -a words
    # Not COMP_WORDS: bash breaks words at @, : and =, which are parts of ours.
    read -ra words <<<"$line"
    [[ $line == *[[:blank:]] ]] && words+=("")
    cur=${words[${#words[@]} - 1]}
    program=${words[0]/#\~\//$HOME/}
    COMPREPLY=()
    while IFS=$'\t' read -r candidate description; do
        case $candidate in
            :files | :directories | :users)
                case $candidate in
                    :files) action=file ;;
                    :directories) action=directory ;;
                    :users) action=user ;;
                esac
                [[ $action == user ]] || compopt -o filenames 2>/dev/null
                while IFS= read -r found; do
                    COMPREPLY+=("$found")
                done < <(compgen -A "$action" -- "$description")
                ;;
            *) COMPREPLY+=("$candidate") ;;
        esac
    done < <("$program" __complete -- "${words[@]:1}" 2>/dev/null)
    # Where bash breaks within the word, it replaces only what is behind the break.
    for ((i = ${#cur} - 1; i >= 0; i--)); do
        if [[ $COMP_WORDBREAKS == *"${cur:i:1}"* ]]; then
            head=${cur:0:i+1}
            break
        fi
    done
    COMPREPLY=("${COMPREPLY[@]#"$head"}")
}
complete -F _pmon pmon pmon3
