#compdef pmon pmon3
# Completion of pmon's command lines for zsh. Put it as _pmon into a directory of fpath, or load it with: source <(pmon completion zsh)
_pmon() {
    local candidate description shown
    local -a before described asked
    before=("${(@Q)words[2,CURRENT-1]}")
    while IFS=$'\t' read -r candidate description; do
        case $candidate in
            :*) asked+=($candidate) ;;
            *) described+=("${candidate//:/\\:}${description:+:$description}") ;;
        esac
    done < <(${~words[1]} __complete -- "${before[@]}" "${(Q)PREFIX}" 2>/dev/null)
    (( $#described )) && _describe -V 'pmon' described
    (( $#asked )) && [[ $PREFIX == -*=* ]] && compset -P '*='
    for candidate in $asked; do
        case $candidate in
            :files) _files ;;
            :directories) _files -/ ;;
            :users) _users ;;
        esac
    done
}
if [[ ${funcstack[1]} == _pmon ]]; then
    _pmon "$@"
else
    compdef _pmon pmon pmon3
fi
